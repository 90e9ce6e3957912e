import CofreModel
import Foundation
import TestSupport
import Testing

@testable import CofreProject

/// One change touches one line.
@Suite struct SettingsEditTests {
  private func edited(_ text: String, _ key: String, _ value: Value?) throws -> String {
    let edit = try YAMLEdit(Array(text.utf8), file: "Cofre.dev.yaml")
    let bytes: [UInt8]
    if let value {
      bytes = try edit.setting("config", key, to: try #require(YAMLWriter.text(value)))
    } else {
      bytes = try #require(try edit.removing("config", key))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    arguments: [
      // The comment behind a value stays.
      ("config:\n  a: 1  # one\n  b: 2\n", "a", 5, "config:\n  a: 5  # one\n  b: 2\n"),
      ("config:\n  a: \"x # y\" # one\n", "a", 5, "config:\n  a: 5 # one\n"),
      ("config:\n  a: 'it''s' # one\n", "a", 5, "config:\n  a: 5 # one\n"),
      ("config:\n  a: [1, \"]\", {b: '}'}]   # one\n", "a", 5, "config:\n  a: 5   # one\n"),
      ("config:\n  a: # nothing yet\n  b: 1\n", "a", 5, "config:\n  a: 5 # nothing yet\n  b: 1\n"),
      ("config:\n  a:\n  b: 1\n", "a", 5, "config:\n  a: 5\n  b: 1\n"),
      ("config:\n  \"a\" : 1\n", "a", 5, "config:\n  \"a\" : 5\n"),
      // Values of several lines.
      ("config:\n  a:\n    - 1\n    - 2\n  # of b\n  b: 1\n", "a", 5, "config:\n  a: 5\n  # of b\n  b: 1\n"),
      ("config:\n  a: |\n    # no comment\n    x\n\n  b: 1\n", "a", 5, "config:\n  a: 5\n\n  b: 1\n"),
      ("config:\n  a: \"x\n    y\" # one\n  b: 1\n", "a", 5, "config:\n  a: 5\n  b: 1\n"),
      // New keys go where they belong.
      ("config:\n  a: 1\n  # of c\n  c: 1\n", "b", 5, "config:\n  a: 1\n  b: 5\n  # of c\n  c: 1\n"),
      ("config:\n  # of b\n  b: 1\n", "a", 5, "config:\n  # of b\n  a: 5\n  b: 1\n"),
      ("config:\n  b: 1\n  a: 1\n  # the end\n", "aa", 5, "config:\n  b: 1\n  a: 1\n  aa: 5\n  # the end\n"),
      ("config:\n    a: 1\n", "b", 5, "config:\n    a: 1\n    b: 5\n"),
      ("config:\n  a: 1", "b", 5, "config:\n  a: 1\n  b: 5\n"),
      (
        "config:\n  a: 1\n\n# of the secrets\nsecrets:\n  provider: x\n", "b", 5,
        "config:\n  a: 1\n  b: 5\n\n# of the secrets\nsecrets:\n  provider: x\n"
      ),
      // Sections that are not there, or empty.
      ("", "a", 5, "config:\n  a: 5\n"), ("# mine\n", "a", 5, "# mine\nconfig:\n  a: 5\n"),
      ("secrets:\n  provider: x", "a", 5, "secrets:\n  provider: x\nconfig:\n  a: 5\n"),
      ("config:\n", "a", 5, "config:\n  a: 5\n"), ("config: {}  # none\n", "a", 5, "config:  # none\n  a: 5\n"),
      ("config: # none\nsecrets:\n  provider: x\n", "a", 5, "config: # none\n  a: 5\nsecrets:\n  provider: x\n"),
      ("---\nconfig:\n  a: 1\n", "a", 5, "---\nconfig:\n  a: 5\n"),
      // Other line ends.
      ("config:\r\n  a: 1\r\n  b: 2 # x\r\n", "b", 5, "config:\r\n  a: 1\r\n  b: 5 # x\r\n"),
      ("config:\r\n  a: 1\r\n", "b", 5, "config:\r\n  a: 1\r\n  b: 5\r\n"),
      // Removals.
      ("config:\n  a: 1\n  # of b\n  b: 2 # x\n  c: 3\n", "b", nil, "config:\n  a: 1\n  # of b\n  c: 3\n"),
      ("config:\n  a:\n    - 1\n", "a", nil, "config:\n"),
    ] as [(String, String, Value?, String)])
  func keepsTheRest(_ text: String, _ key: String, _ value: Value?, _ expected: String) throws {
    #expect(try edited(text, key, value) == expected)
  }

  @Test(arguments: [
    "config: {a: 1}\n", "config: {a: 1, b: 2}\n", "config:\n  ? a\n  : 1\n", "[a]\n", "config:\n  a: 1\n...\n",
  ])
  func refusesWhatItCannotEditLineByLine(_ text: String) async throws {
    let code = await codes {
      _ = try edited(text, "a", 5)
      _ = try edited(text, "z", 5)
    }
    #expect(code.count == 1 && code[0].hasPrefix("settings-edit"), "\(code)")
  }

  @Test(arguments: [
    "", "a", "null", "~", "true", "No", "5", "-5", "1.5", "1e5", "0755", "12:30", "2026-01-01", ".inf", "a: b", "a #b",
    "#a", "- a",
    "[a]", "{a}", "'a'", "\"a\"", "a:", ":a", "@a", "`a", "%a", "&a", "*a", "!a", "|", ">", "a\nb", "a\tb", " a", "a ",
    "é", "😀", "\\",
    "\u{0}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "a\u{FEFF}", "\u{FFFE}", "eu-west-1", "/a/b", "a@b.c", "---",
    "...", "<<", "=",
    "e\u{301}", "a\r\nb", "\u{10FFFF}",
  ])
  func everyTextReadsBackAsItWas(_ text: String) throws {
    let file = try edited("config:\n  a: 1 # c\n", "a", .string(text))
    let node = try #require(try YAMLReader.read(Array(file.utf8), file: "f"))
    let found = try #require(node.value["config"]?["a"]?.stringValue)
    #expect(Array(found.utf8) == Array(text.utf8))
    #expect(file.hasSuffix(" # c\n"))
  }

  @Test func whatTheReaderWouldDropIsNotWritten() { #expect(YAMLWriter.text(["a": ["\u{FEFF}a"]]) == nil) }

  @Test(arguments: [
    Value.null, true, 5, 1.5, .integer(.min), .number(1e300), [1, ["a": nil]], ["a": ["b", "c: d"], "é": 2], [], [:],
  ])
  func everyValueReadsBackAsItWas(_ value: Value) throws {
    let file = try edited("", "a", value)
    #expect(try YAMLReader.read(Array(file.utf8), file: "f")?.value["config"]?["a"] == value)
  }

  /// Random files, random edits: the meaning is as expected, and at most one line goes and one comes.
  @Test(arguments: 1...200)
  func randomEditsTouchOneLine(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var text = Bool.random(using: &generator) ? "# head\n\n" : ""
    text += "config:\n"
    let names = ["a", "b", "c", "d", "e", "f"].shuffled(using: &generator).prefix(
      Int.random(in: 1...6, using: &generator))
    for name in names {
      if Int.random(in: 0..<3, using: &generator) == 0 { text += "  # about \(name)\n" }
      if Int.random(in: 0..<4, using: &generator) == 0 { text += "\n" }
      let value =
        ["1", "x y", "\"q # q\"", "[1, 2]", "'s'", "{ secure: v1:abc }", ""].randomElement(using: &generator) ?? ""
      text += "  \(name): \(value)" + (Bool.random(using: &generator) ? "   # c\n" : "\n")
    }
    if Bool.random(using: &generator) { text += "\n# tail\nsecrets:\n  provider: x # y\n" }
    for _ in 0..<6 {
      let key = ["a", "b", "c", "d", "e", "f", "g"].randomElement(using: &generator) ?? "a"
      let before = try YAMLReader.read(Array(text.utf8), file: "f")?.value ?? .null
      let isThere = before["config"]?[key] != nil
      let value: Value? =
        isThere && Int.random(in: 0..<3, using: &generator) == 0
        ? nil : [5, "a: b", ["x", 1]].randomElement(using: &generator)
      let after = try edited(text, key, value)
      let (old, new) = (
        text.split(separator: "\n", omittingEmptySubsequences: false),
        after.split(separator: "\n", omittingEmptySubsequences: false)
      )
      let difference = new.difference(from: old)
      // Setting what is there already may change nothing.
      let isSame = isThere && before["config"]?[key] == value
      #expect(difference.removals.count == (isThere ? 1 : 0) || isSame && difference.isEmpty)
      #expect(difference.insertions.count == (value == nil ? 0 : 1) || isSame && difference.isEmpty)
      #expect(try YAMLReader.read(Array(after.utf8), file: "f")?.value["config"]?[key] == value)
      text = after
      if try YAMLReader.read(Array(text.utf8), file: "f")?.value["config"] == .null { break }
    }
  }
}
