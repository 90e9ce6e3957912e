import Testing

@testable import CofreCLI

@Suite struct SourceExcerptTests {
  /// An excerpt of the text between `‹` and `›`, with carets below it; `«…»` is hidden.
  private func excerpt(_ marked: String) -> [String] {
    var line: [UInt8] = []
    var (start, end) = (0, 0)
    var (hiddenStart, hidden) = (0, [Range<Int>]())
    for character in marked {
      switch character {
      case "‹": start = line.count
      case "›": end = line.count
      case "«": hiddenStart = line.count
      case "»": hidden.append(hiddenStart..<line.count)
      default: line += String(character).utf8
      }
    }
    return excerpt(SourceExcerpt(number: 7, line: line, marked: start..<end, hidden: hidden))
  }

  private func excerpt(_ excerpt: SourceExcerpt) -> [String] {
    excerpt.text(Style(isOn: false)) { $0 }.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("local ‹x› = 1", "7 | local x = 1", "  |       ^"),
    ("‹foo›()", "7 | foo()", "  | ^^^"),
    ("f(‹›)", "7 | f()", "  |   ^"),
    ("f(‹›", "7 | f(", "  |   ^"),
    ("\tx = ‹y›", "7 |     x = y", "  |         ^"),
    ("s = \"漢字\" .. ‹y›", "7 | s = \"漢字\" .. y", "  |               ^"),
    ("s = ‹\"漢字\"›", "7 | s = \"漢字\"", "  |     ^^^^^^"),
    ("s = \"é🙂\" .. ‹y›", "7 | s = \"é🙂\" .. y", "  |              ^"),
    ("a‹\t›b", "7 | a    b", "  |  ^^^^"),
    ("a \u{1B}[31m‹b›", "7 | a \\x1b[31mb", "  |           ^"),
    ("a \u{202E}‹b›", "7 | a \\u{202e}b", "  |           ^"),
  ])
  func putsCaretsBelowWhatIsMeant(_ marked: String, _ line: String, _ carets: String) {
    #expect(excerpt(marked) == [line, carets])
  }

  @Test(arguments: [
    ("k = \"«hunter2»\", ‹x› = 1", "7 | k = \"[secret]\", x = 1", "  |                 ^"),
    ("k = ‹\"«hunter2»\"›", "7 | k = \"[secret]\"", "  |     ^^^^^^^^^^"),
    ("k = \"«hun‹te›r2»\"", "7 | k = \"[secret]\"", "  |      ^^^^^^^^"),
    ("k = \"«a»\" .. \"«bbbbbbbbbbbbbbbbb»\" .. ‹c›", "7 | k = \"[secret]\" .. \"[secret]\" .. c", nil),
    ("k = \"«日本»\" .. ‹c›", "7 | k = \"[secret]\" .. c", nil),
  ])
  func hidesSecretsAndTheirLengths(_ marked: String, _ line: String, _ carets: String?) {
    let lines = excerpt(marked)
    #expect(lines.first == line)
    if let carets { #expect(lines.last == carets) }
  }

  @Test func cutsLongLinesAroundWhatIsMeant() throws {
    let line = Array((String(repeating: "é", count: 5_000) + "here" + String(repeating: "ü", count: 5_000)).utf8)
    let lines = excerpt(SourceExcerpt(number: 1, line: line, marked: 10_000..<10_004))
    let text = try #require(lines.first)
    #expect(text.count < 320)
    #expect(text.hasPrefix("1 | …é") && text.hasSuffix("ü…") && !text.contains("\u{FFFD}"))
    let column = try #require(text.firstRange(of: "here")).lowerBound
    let caret = try #require(lines[1].firstIndex(of: "^"))
    #expect(text.distance(from: text.startIndex, to: column) == lines[1].distance(from: lines[1].startIndex, to: caret))
    #expect(lines[1].hasSuffix("^^^^"))
  }

  @Test func aHiddenTextThatIsCutStaysHidden() {
    let secret = String(repeating: "s", count: 1_000)
    let line = Array("x = \"\(secret)\" .. y".utf8)
    let lines = excerpt(SourceExcerpt(number: 1, line: line, marked: 1_010..<1_011, hidden: [5..<1_005]))
    #expect(lines.first == "1 | …[secret]\" .. y")
    #expect(lines.last == "  |               ^")
  }

  @Test func bytesThatAreNoTextAreShown() {
    let lines = excerpt(SourceExcerpt(number: 1, line: [0x61, 0xFF, 0x62], marked: 2..<3))
    #expect(lines == ["1 | a\u{FFFD}b", "  |   ^"])
  }

  @Test func whatIsOutsideOfTheLineIsItsEnd() {
    #expect(excerpt(SourceExcerpt(number: 1, line: Array("ab".utf8), marked: 7..<9)) == ["1 | ab", "  |   ^"])
  }
}
