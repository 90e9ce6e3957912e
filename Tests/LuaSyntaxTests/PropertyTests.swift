import LuaSyntax
import TestSupport
import Testing

/// Whatever the bytes: a tree that nests, prints the bytes, and answers every question.
@Suite struct PropertyTests {
  private static let words: [String] =
    ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while "
    + "+ - * / // % ^ # & ~ | << >> == ~= <= >= < > = ( ) { } [ ] :: ; : , . .. ... a b c self _ENV 1 0x1p4 1e 's' \"t "
    + "'\\q' [[l]] [=[ <const> <close> ::l:: != && || += ! @ é -- --[[ ]] ---@param ---@type ---|").split(
      separator: " "
    )
    .map(String.init) + ["\n", "\n  ", "\n    ", "\r\n", "\t", " "]

  private static let script = """
    local cofre = require "cofre"
    ---@class Options : table<string, integer>
    ---@field days? integer # how long
    local M = {}

    --- Declares a key.
    ---@param name string
    ---@param options? Options
    ---@return Key
    function M.key(name, options)
      options = options or { days = 30, tags = { ["owner"] = "me", [1] = 2 } }
      for i, v in ipairs(options) do
        if v == nil then break elseif v > 3 then goto continue else print(i, v) end
        ::continue::
      end
      repeat local x <const> = #name until x >= 1 -- at least one
      return aws.kms.Key(name .. "-key", { description = 'a "key"', rotation = 1.5e3 * -2 ^ 0xFF }, options)
    end

    return M
    """

  @Test(arguments: 0..<8) func anyBytes(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let count = Int.random(in: 0...200, using: &random)
      let file = SourceFile((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
      checkInvariants(file)
      useEveryAccessor(of: file)
    }
  }

  @Test(arguments: 0..<8) func anyTokens(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let count = Int.random(in: 0...80, using: &random)
      let separator = Bool.random(using: &random) ? " " : ""
      let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
      let file = SourceFile(words.joined(separator: separator))
      checkInvariants(file)
      useEveryAccessor(of: file)
    }
  }

  @Test(arguments: 0..<8) func anyEditsOfAScript(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = SourceFile(Self.script)
    #expect(file.errors.isEmpty)
    for step in 0..<60 {
      let start = Int.random(in: 0...file.source.count, using: &random)
      let length = Int.random(in: 0...12, using: &random)
      let insert = Bool.random(using: &random) ? Self.words.randomElement(using: &random) ?? "" : ""
      file = file.applying(TextEdit(start..<min(start + length, file.source.count), Array(insert.utf8)))
      checkInvariants(file)
      useEveryAccessor(of: file)
      let fresh = SourceFile(file.source)
      #expect(file.tokens == fresh.tokens && file.comments == fresh.comments && file.errors == fresh.errors)
      #expect(
        file.root.descendants.elementsEqual(fresh.root.descendants) { $0.kind == $1.kind && $0.range == $1.range })
      if step % 40 == 39 { file = SourceFile(Self.script) }
    }
  }

  @Test(arguments: 0..<8) func theInnermostNodeIsWhatAWalkOverAllChildrenFinds(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let count = Int.random(in: 0...40, using: &random)
      let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
      checkInnermostNodes(of: SourceFile(words.joined(separator: seed.isMultiple(of: 2) ? " " : "")))
    }
  }

  @Test func theInnermostNodeOfAScriptIsWhatAWalkOverAllChildrenFinds() {
    checkInnermostNodes(of: SourceFile(Self.script))
    checkInnermostNodes(of: SourceFile(""))
  }

  private func checkInnermostNodes(of file: SourceFile) {
    let end = file.source.count
    for start in 0...end + 1 {
      for length in [0, 1, 2, 7, 30, end] {
        let range = start..<start + length
        let node = file.innermostNode(covering: range)
        if node != walked(file, range) { Issue.record("\(range) of \(file.text(0..<end)): \(node.kind) \(node.range)") }
      }
    }
  }

  /// The innermost node, found the plain way.
  private func walked(_ file: SourceFile, _ range: Range<Int>) -> Node {
    var node = file.root
    while true {
      var inner: Node?
      for child in node.children
      where child.range.lowerBound <= range.lowerBound && range.upperBound <= child.range.upperBound {
        if let inner, inner.firstChild == nil, !inner.isEmpty { break }
        inner = child
      }
      guard let inner else { return node }
      node = inner
    }
  }

  @Test func everyPrefixOfAScript() {
    let bytes = Array(Self.script.utf8)
    for count in 0...bytes.count {
      let file = SourceFile(Array(bytes[..<count]))
      checkInvariants(file)
      useEveryAccessor(of: file)
    }
  }

  @Test(arguments: [
    "(", "{", "[", "x=-", "f(", "do ", "x={[", "if x then ", "function f() ", "a.", "a:", "::a::", "goto a ", "((a).",
    "a,",
    "return ", "x=1+", "not ", "repeat ", "---@type {", "---@type (", "---@type fun(", "---@type ...", "---@type [",
    "a()",
    "---@type {[", "---@type a<", "\n---|", "local x <", "[=", "a..", "a^", "for a in ", "x=function(", "else ", "end ",
    "while a do ", "f{", "---@type a|", "---@class a:", "'", "\\", "--[[", "]]",
  ])
  func oneThingManyTimesEndsQuickly(_ text: String) {
    let file = SourceFile(String(repeating: text, count: 600))
    #expect(file.printed() == file.source)
    useEveryAccessor(of: file)
  }

  @Test func editsOutsideTheFileAreClamped() {
    let file = SourceFile("local a")
    #expect(file.applying(TextEdit(100..<200, Array(" = 1".utf8))).text(0..<100) == "local a = 1")
    #expect(file.applying(TextEdit(0..<200, [])).source.isEmpty)
  }
}
