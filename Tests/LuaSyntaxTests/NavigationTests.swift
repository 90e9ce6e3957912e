import LuaSyntax
import Testing

@Suite struct NavigationTests {
  /// A file and the offset of the bar in its text.
  private func marked(_ text: String) throws -> (SourceFile, Int) {
    let bytes = Array(text.utf8)
    let offset = try #require(bytes.firstIndex(of: UInt8(ascii: "|")))
    return (SourceFile(Array(bytes[..<offset] + bytes[(offset + 1)...])), offset)
  }

  @Test(arguments: [
    ("local ab|c = d", NodeKind.localName, "abc"), ("f(a|)", .name, "a"), ("f(|a)", .name, "a"), ("f|(a)", .name, "f"),
    ("a.b|.c = 1", .fieldName, "b"), ("x = { a = |1 }", .number, "1"), ("x = { a =| 1 }", .namedField, "a = 1"),
    ("f( | )", .argumentList, "(  )"), ("x = 'a|b'", .string, "'ab'"), ("f()|", .argumentList, "()"),
    ("local a  |  local b", .block, "local a    local b"), ("return a + |b", .name, "b"),
  ])
  func findsTheInnermostNode(_ text: String, _ kind: NodeKind, _ expected: String) throws {
    let (file, offset) = try marked(text)
    let node = file.innermostNode(covering: offset..<offset)
    #expect(node.kind == kind)
    #expect(node.text == expected)
  }

  @Test func growsASelectionFromTheInsideOut() {
    let file = SourceFile("f(a.b)")
    let texts = file.enclosingRanges(of: 4..<5).map { file.text($0) }
    #expect(texts == ["b", "a.b", "(a.b)", "f(a.b)"])
  }

  @Test func findsTokensAndComments() throws {
    let file = SourceFile("a -- b\nc --[[d]] e")
    #expect(file.token(at: 0)?.kind == .name)
    #expect(file.token(at: 1) == nil)
    #expect(file.token(at: 3) == nil)
    #expect(file.comment(at: 3)?.range == 2..<6)
    #expect(file.comment(at: 6)?.range == 2..<6)
    #expect(file.comment(at: 7) == nil)
    #expect(file.comment(at: 15)?.kind == .blockComment)
    #expect(file.comment(at: 16) == nil)
    let before = try #require(file.tokenIndex(before: 8))
    #expect(file.text(file.tokens[before].range) == "c")
    #expect(file.tokenIndex(before: 0) == nil)
  }

  @Test func aTokenStaysSmall() {
    #expect(MemoryLayout<Token>.stride == 12)
  }

  @Test func coversEveryByteWhateverIsAsked() {
    let file = SourceFile("local a = { 1, -- b\n }")
    for start in 0...file.source.count {
      for end in start...file.source.count {
        let node = file.innermostNode(covering: start..<end)
        #expect(node.range.lowerBound <= start && end <= node.range.upperBound)
        #expect(file.enclosingRanges(of: start..<end).last == 0..<file.source.count)
      }
    }
    #expect(file.innermostNode(covering: 500..<600) == file.root)
  }

  @Test func saysWhatStandsBetweenTokens() {
    let file = SourceFile("a  --b\n\t--[[c]] = 1")
    let trivia = file.trivia(before: 1)
    #expect(trivia.map { file.text($0.range) } == ["  ", "--b", "\n\t", "--[[c]]", " "])
    #expect(trivia.map(\.kind) == [.whitespace, .comment, .whitespace, .comment, .whitespace])
  }
}
