import CofreAnalysis
import Testing

@Suite struct NarrowingTests {
  static let optional = "---@type string?\nlocal x = f()\n"
  static let several = "---@type string|integer|boolean|nil\nlocal x = f()\n"

  @Test(arguments: [
    ("if x then print(1️⃣x) end", "string"), ("if not x then print(1️⃣x) end", "nil"),
    ("if x then else print(1️⃣x) end", "nil"), ("if x then end print(1️⃣x)", "string?"),
    ("if x ~= nil then print(1️⃣x) end", "string"), ("if x == nil then print(1️⃣x) end", "nil"),
    ("if nil ~= x then print(1️⃣x) end", "string"), ("if x == nil then return end print(1️⃣x)", "string"),
    ("if not x then return end print(1️⃣x)", "string"), ("if not x then error(\"no\") end print(1️⃣x)", "string"),
    ("if not x then os.exit(1) end print(1️⃣x)", "string"), ("assert(x) print(1️⃣x)", "string"),
    ("assert(x ~= nil, \"no\") print(1️⃣x)", "string"), ("local y = x and 1️⃣x", "string"), ("local y = x or 1️⃣x", "nil"),
    ("local y = not x or 1️⃣x", "string"), ("print(x and #1️⃣x)", "string"),
    ("if x and y then print(1️⃣x) end", "string"), ("if x or y then print(1️⃣x) end", "string?"),
    ("if y and x then else print(1️⃣x) end", "string?"), ("if x == \"a\" then print(1️⃣x) end", "\"a\""),
    ("while x do print(1️⃣x) break end", "string"), ("while not x do end print(1️⃣x)", "string"),
    ("repeat local a until x print(1️⃣x)", "string"), ("for i = 1, 2 do if not x then break end print(1️⃣x) end", "string"),
    ("for i = 1, 2 do if not x then goto continue end print(1️⃣x) ::continue:: end", "string"),
    ("if x then if y then print(1️⃣x) end end", "string"), ("do if not x then return end end print(1️⃣x)", "string"),
    ("if y then if not x then return end else return end print(1️⃣x)", "string"),
    ("if not x then x = \"d\" end print(1️⃣x)", "string"), ("x = \"a\" print(1️⃣x)", "string"),
    ("x = nil print(1️⃣x)", "nil"),
    ("local n = #x or 5 print(1️⃣n)", "integer"), ("local n = #x if y then n = 0.5 end print(1️⃣n)", "integer|0.5"),
    ("if y then x = nil end print(1️⃣x)", "string?"), ("x = x or \"d\" print(1️⃣x)", "string"),
    ("if x then local g = function() return 1️⃣x end end", "string"), ("if (x) then print(1️⃣x) end", "string"),
    ("if x then x = nil print(1️⃣x) end", "nil"), ("if not (x == nil) then print(1️⃣x) end", "string"),
    ("if x == nil then elseif y then print(1️⃣x) end", "string"), ("if y then elseif x then print(1️⃣x) end", "string"),
    ("if y then elseif not x then return end print(1️⃣x)", "string?"), ("print(1️⃣x) if x then end", "string?"),
  ])
  func ofWhatMayBeNil(_ text: String, _ type: String) throws {
    let shown = try shownType(Self.optional + text)
    #expect(shown == type, "\(text)")
  }

  /// Also where the comment comes before everything else in the block.
  @Test(arguments: [
    ("for _, v in ipairs(f()) do\n---@cast v string\nprint(1️⃣v) end", "string"),
    ("local function g(a)\n---@cast a integer\nprint(1️⃣a) end", "integer"),
    ("while true do\n---@cast x string\nprint(1️⃣x) end", "string"),
    ("if y then\n---@cast x -?\nprint(1️⃣x) end", "string"), ("if y then\n---@cast x -?\nend print(1️⃣x)", "string?"),
    ("repeat\n---@cast x integer\n---@cast x +string\nlocal z = 1️⃣x\nuntil z", "integer|string"),
    ("if y then else\n---@cast x integer\nprint(1️⃣x) end", "integer"),
    ("---@cast x integer\nx = 1️⃣x", "integer"),
  ])
  func castsCountFromWhereTheyStand(_ text: String, _ type: String) throws {
    let shown = try shownType(Self.optional + text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    ("if type(x) == \"string\" then print(1️⃣x) end", "string"),
    ("if type(x) ~= \"string\" then print(1️⃣x) end", "integer|boolean|nil"),
    ("if type(x) == \"number\" then print(1️⃣x) end", "integer"),
    ("if \"boolean\" == type(x) then print(1️⃣x) end", "boolean"),
    ("if type(x) == \"string\" then return end print(1️⃣x)", "integer|boolean|nil"),
    ("if type(x) == \"nil\" then print(1️⃣x) end", "nil"), ("if x == true then print(1️⃣x) end", "true"),
    ("if x == 1 then print(1️⃣x) end", "1"), ("if x then print(1️⃣x) end", "string|integer|true"),
    ("if not x then print(1️⃣x) end", "false?"),
    ("if type(x) == \"string\" or type(x) == \"number\" then print(1️⃣x) end", "string|integer"),
    ("if type(x) == \"string\" then elseif type(x) == \"number\" then print(1️⃣x) end", "integer"),
    ("if type(x) == \"string\" then elseif type(x) == \"number\" then else print(1️⃣x) end", "boolean?"),
  ])
  func ofSeveralTypes(_ text: String, _ type: String) throws {
    let shown = try shownType(Self.several + text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    ("---@type \"a\"|\"b\"|\"c\"\nlocal x = f()\nif x == \"a\" then return end print(1️⃣x)", "\"b\"|\"c\""),
    ("---@type \"a\"|\"b\"\nlocal x = f()\nif x ~= \"a\" then print(1️⃣x) end", "\"b\""),
    ("---@alias K \"a\"|\"b\"\n---@type K?\nlocal x = f()\nif x then print(1️⃣x) end", "\"a\"|\"b\""),
    (
      "---@class A\n---@field kind \"a\"\n---@class B\n---@field kind \"b\"\n---@type A|B\nlocal x = f()\nif x.kind == \"a\" then print(1️⃣x) end",
      "A"
    ),
    (
      "---@class A\n---@field ok true\n---@class B\n---@field ok false\n---@type A|B\nlocal x = f()\nif not x.ok then print(1️⃣x) end",
      "B"
    ),
    ("---@class A\n---@field n string?\n---@type A\nlocal x = f()\nif x.n then print(x.1️⃣n) end", "string"),
    ("---@class A\n---@field n string?\n---@type A\nlocal x = f()\nif not x.n then return end print(x.1️⃣n)", "string"),
    ("---@class A\n---@field n string?\n---@type A\nlocal x = f()\nx.n = \"a\" print(x.1️⃣n)", "string"),
    ("---@class A\n---@field n string?\n---@type A\nlocal x = f()\nif x.n then x = f() print(x.1️⃣n) end", "string?"),
    ("---@class A\n---@field b A?\n---@type A\nlocal x = f()\nif x.b and x.b.b then print(x.b.1️⃣b) end", "A"),
    ("local x = nil\nif y then x = 1 end print(1️⃣x)", "1?"),
    ("local x\nif y then x = 1 else x = \"a\" end print(1️⃣x)", "1|\"a\""),
    ("local x = 1\nfor i = 1, 3 do print(1️⃣x) x = \"a\" end", "1|\"a\""),
    ("local x = 1\nwhile y do x = nil end print(1️⃣x)", "1?"),
    ("local x = 1\nlocal function g() return 1️⃣x end\nx = \"a\"", "1|\"a\""),
    ("---@param x string?\nlocal function g(x) if not x then return end print(1️⃣x) end", "string"),
    ("---@param x string?\nlocal function g(x) x = x or \"a\" print(1️⃣x) end", "string"),
    ("---@type (fun(): integer)?\nlocal x = f()\nif x then print(1️⃣x) end", "(): integer"),
    ("---@type integer?\nlocal x = f()\nif x > 1 then print(1️⃣x) end", "integer"),
  ])
  func ofOtherForms(_ text: String, _ type: String) throws {
    let shown = try shownType(text)
    #expect(shown == type, "\(text)")
  }

  /// A chain that is as long as a file, and as many branches in a row: neither takes a stack or more than linear time.
  @Test func longChainsAndManyBranchesTakeLinearTime() throws {
    func time(_ text: String) throws -> Duration {
      let marked = Marked(text)
      let offset = try marked.offset()
      return (0..<5).map { _ in
        let analysis = marked.analysis()
        return threadTime { _ = analysis.hover(at: offset) }
      }.min() ?? .zero
    }
    for form in [
      { (count: Int) in
        Self.optional + String(repeating: "if x == \"a\" then print(x) end\n", count: count) + "print(1️⃣x)"
      },
      { (count: Int) in Self.optional + "if x" + String(repeating: " or x", count: count) + " then end print(1️⃣x)" },
      { (count: Int) in
        Self.optional + "if y then" + String(repeating: " elseif x == \"a\" then", count: count) + " end print(1️⃣x)"
      },
      { (count: Int) in Self.optional + "local s = x" + String(repeating: " .. x", count: count) + " print(1️⃣x)" },
      { (count: Int) in Self.optional + String(repeating: "x = x or f()\n", count: count) + "print(1️⃣x)" },
    ] {
      let (small, large) = (try time(form(300)), try time(form(3_000)))
      #expect(large < small * 60, "\(small) became \(large): \(form(1))")
    }
  }
}
