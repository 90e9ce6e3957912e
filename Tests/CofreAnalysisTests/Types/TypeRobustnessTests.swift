import CofreAnalysis
import Testing

/// Whatever is cut off or in the way, every question has an answer.
@Suite struct TypeRobustnessTests {
  static let script = """
    local cloud = require("cloud")
    ---@class Box<T>: cloud.Resource
    ---@field value T
    ---@field [string] integer
    ---@operator add(Box<T>): Box<T>
    local Box = {}
    Box.__index = Box
    ---@generic T
    ---@param value T
    ---@return Box<T>
    function Box.new(value) return setmetatable({ value = value }, Box) end
    ---@alias Mode "r"|"w"
    ---@enum Level
    local Level = { low = 1, high = 2 }
    ---@overload fun(a: string, b: Mode): string?
    ---@param a integer
    local function f(a, ...)
      local b = cloud.find("x")
      while b and a do
        if type(b) == "string" then b = f(b) --[[@as string?]] elseif not b then break end
        ---@cast b -nil
        b.c = function(x) return x, ... end
      end
      repeat local z = Box.new(b) until z.value ~= nil
      for k, v in pairs({ a = 1, [2] = { f } }) do print(k, v) end
      goto done
      ::done::
      return cloud.vault.Secret("s", { name = b or "n", copies = { { region = "east" } } }, { protect = Level.low == a })
    end
    return { f = f, box = Box }
    """

  private func ask(_ text: String) {
    let analysis = DocumentAnalysis(ScriptText(text), in: typed)
    for offset in [text.utf8.count, text.utf8.count / 2, max(0, text.utf8.count - 7)] {
      _ = analysis.completions(at: offset)
      _ = analysis.hover(at: offset)
      _ = analysis.signatures(at: offset)
      _ = analysis.definition(at: offset)
      for question in [DefinitionQuestion.definition, .declaration, .type] {
        _ = analysis.definitionTarget(at: offset, question)
      }
      _ = analysis.references(at: offset)
      _ = analysis.highlights(at: offset)
      _ = analysis.typeDefinition(at: offset)
      _ = analysis.implementations(at: offset)
    }
    _ = analysis.countedNames()
    _ = analysis.inlayHints(in: 0..<text.utf8.count)
    _ = analysis.semanticTokens(in: 0..<text.utf8.count)
    #expect(analysis.diagnostics().allSatisfy { $0.range.upperBound <= text.utf8.count })
  }

  @Test func answersAtEveryCut() {
    let bytes = Array(Self.script.utf8)
    for end in stride(from: 1, through: bytes.count, by: 11) {
      ask(String(decoding: bytes[..<end], as: UTF8.self))
      ask(String(decoding: bytes[end...], as: UTF8.self))
    }
  }

  @Test func answersWithoutAnyOfTheLines() {
    let lines = Self.script.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var others = lines
      others.remove(at: index)
      ask(others.joined(separator: "\n"))
    }
  }
}
