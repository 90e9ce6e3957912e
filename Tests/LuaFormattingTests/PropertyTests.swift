import LuaFormatting
import LuaSyntax
import TestSupport
import Testing

/// What formatting promises, for scripts in which anything may stand between two tokens.
struct PropertyTests {
  private static let scripts = [
    """
    local cofre, aws = require "cofre", require'cofre.aws'
    local M = { [1] = 'a', b = { 1, 2; 3 }, c = function(x) return x end, [ [[long]] ] = not - -1, }
    ---@param name string
    function M.key(name, options, ...)
      options = options or { days = 30, tags = { ["owner"] = "me", [1] = 2 } }
      for i, v in ipairs(options) do
        if v == nil then break elseif v > 3 then goto continue else print(i, v) end
        ::continue::
      end
      for i = 1, 10, -2 do local x <const>, y <close> = i, nil; (f or g)(x); end
      repeat local x = #name until x >= 1 and (x < 2 or x ~= 3)
      while a.b["c"][ [[d]] ] do a.b.c, d = a:b { c = 1 }:d "e" (f), 2 end
      return aws.kms.Key(name .. "-key", { description = 'a "key"', rotation = 1.5e3 * -2 ^ 0xFF }, options)
    end
    local function run() do end; return end
    return M;
    """,
    """
    aws.secretsmanager.Secret("apiSecret", { description = "API key for my ML model service" }, { provider = a, protect = true })
    local value = compute(first_argument, second_argument, function(one, two) return one + two end, another_argument, last)
    setmetatable({}, { __index = function(self, key) local found = rawget(self, key); return found end, __metatable = false })
    cofre.all { a, b }:apply(function(values) return values[1] .. "/" .. values[2] .. "/" .. values[3] .. suffix end):apply(print)
    cofre.export("a name that is long enough", cofre.format("https://%s.vault.azure.net/%s/%s", vault.name, secret.name, v))
    if a then return end if b then c() else d() end
    error(("attempt to call the method '%s' of a %s value, which is not what was expected here"):format(name, type(receiver)))
    local matrix = { 1, 2, 3, -4, 5, 6, "seven", eight, nil, true, false, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 }
    x = function() end y = function(...) local a = ... end z = a and b or c and d or e and f or g and h or i and j or k and l
    """,
  ]

  private static let trivia = [
    "", "", "", " ", " ", " ", " ", "  ", "\n", "\n", "\n  ", "\n\n", "\n\n\n", "\t", "\r\n", " -- a\n", "--b  \n",
    "\n--- c\n\n",
    "--[[d]]", " --[[e]] ", "\n--[[f]]\n", "--[==[g\n]]\n  h]==]", "\n\n  -- i\n  -- j\n\n",
  ]

  /// A script with other things between its tokens; the tokens stay apart.
  private static func scattered(_ file: SourceFile, _ density: Int, using random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for token in file.tokens {
      var between = Int.random(in: 0..<10, using: &random) < density ? trivia.randomElement(using: &random) ?? "" : ""
      if between.isEmpty { between = " " }
      bytes += Array(between.utf8) + file.source[token.range]
    }
    return bytes
  }

  @Test(arguments: 0..<4) func anythingBetweenTheTokens(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for text in Self.scripts {
      let file = SourceFile(text)
      #expect(file.errors.isEmpty)
      for round in 0..<12 { checkPromises(Self.scattered(file, 1 + round % 10, using: &random)) }
    }
  }

  @Test(arguments: 0..<4) func anyWidthOfNames(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for text in Self.scripts {
      for _ in 0..<10 {
        // Longer names move every decision that depends on the width.
        let file = SourceFile(text)
        var bytes: [UInt8] = []
        var end = 0
        for token in file.tokens {
          bytes += file.source[end..<token.end]
          end = token.end
          guard token.kind == .name, !["const", "close", "continue"].contains(file.text(token.range)) else { continue }
          bytes += Array(repeating: UInt8(ascii: "x"), count: Int.random(in: 0..<8, using: &random) * 3)
        }
        checkPromises(bytes)
      }
    }
  }
}
