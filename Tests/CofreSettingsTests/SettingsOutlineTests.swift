import CofreSettings
import Testing

struct SettingsOutlineTests {
  /// The outline as text: one entry a line, `path = value`, values that are written differently shown alike.
  private func shown(_ text: String) -> [String] {
    let outline = SettingsOutline(Array(text.utf8))
    return outline.entries.indices.map { index in
      let path = outline.path(of: index).joined(separator: "/")
      switch outline.entries[index].content {
      case .empty: return "\(path) ="
      case .scalar(let text, let isQuoted): return "\(path) = \(isQuoted ? "'\(text)'" : text)"
      case .list(let items): return "\(path) = [\(items.map { $0.text ?? "…" }.joined(separator: ", "))]"
      case .section: return "\(path) {}"
      }
    }
  }

  @Test(arguments: [
    ("name: a\nmain: b.lua # c\n", ["name = a", "main = b.lua"]),
    ("name:\n", ["name ="]),
    ("name", []),
    ("allow: [a, \"b c\", 'd''e']\n", ["allow = [a, b c, d'e]"]),
    ("allow:\n  - a\n  - \"b\" # c\n- d\nname: x\n", ["allow = [a, b, d]", "name = x"]),
    (
      "config:\n  a: 1\n  aws:region: eu\nname: x", ["config {}", "config/a = 1", "config/aws:region = eu", "name = x"]
    ),
    (
      "config:\n  k: { secure: AbC/+= }\n  l:\n    secure: x\n",
      ["config {}", "config/k {}", "config/k/secure = AbC/+=", "config/l {}", "config/l/secure = x"]
    ),
    ("config: {}\n", ["config {}"]),
    ("a: |\n  one: 1\n\n  two\nb: 2", ["a = '  one: 1\n\n  two'", "b = 2"]),
    ("a: [x, \nb: 2\n", ["a = [x]", "b = 2"]),
    ("a: { x: \nb: 2\n", ["a {}", "a/x =", "b = 2"]),
    ("a: \"open\nb: 2\n", ["a = 'open'", "b = 2"]),
    ("\u{FEFF}a: 1\r\nb: 2\r\n", ["a = 1", "b = 2"]),
    ("---\na: 1\n...\n", ["a = 1"]),
    ("a: http://x # no\nb: x#y", ["a = http://x", "b = x#y"]),
    ("a: [[1, 2], {b: c}, d]", ["a = […, …, d]"]),
    ("a:\n  - { b: c }\n  - d", ["a = […, d]"]),
  ])
  func readsWhatIsThere(_ text: String, _ expected: [String]) { #expect(shown(text) == expected) }

  @Test func rangesAreThoseOfTheText() throws {
    let text = "name: a\nconfig:\n  k: \"v\" # c\n  s: { secure: z }\n"
    let outline = SettingsOutline(Array(text.utf8))
    func slice(_ range: Range<Int>) -> String { String(decoding: Array(text.utf8)[range], as: UTF8.self) }
    #expect(outline.entries.map { slice($0.keyRange) } == ["name", "config", "k", "s", "secure"])
    #expect(outline.entries.map { slice($0.valueRange) }[2...] == ["\"v\"", "{ secure: z }", "z"])
    #expect(outline.comments.map(slice) == ["# c"])
    let secret = try #require(outline.index("config").flatMap { outline.index("s", in: $0) })
    #expect(outline.isSecure(secret))
    #expect(outline.entries[try #require(outline.index(at: text.utf8.count - 5))].key == "secure")
  }

  @Test(arguments: ["", "{", "[", "a: {{{{", "- - -", "a:\n\t- x", "\"", "a: |", "a: >\n\n\n", ": x", "a: [{]}", "'''"])
  func anythingIsRead(_ text: String) {
    let bytes = Array(text.utf8)
    let outline = SettingsOutline(bytes)
    for offset in 0...bytes.count {
      _ = outline.place(at: offset)
      _ = outline.index(at: offset)
    }
    for entry in outline.entries { #expect(entry.range.upperBound <= bytes.count) }
  }

  /// Every prefix of files, and every one with a byte changed, is read; ranges lie in the text.
  @Test func damagedFilesAreRead() {
    let text = Array("name: a\nallow: [x, 'y']\nconfig:\n  k: { secure: 'z' }\n  t: |\n    u\n  l:\n    - m # n\n".utf8)
    for count in 0...text.count {
      for byte in Array("{}[]'\"#:-|\n \t".utf8) {
        var bytes = Array(text.prefix(count))
        if count > 0 { bytes[count - 1] = byte }
        let outline = SettingsOutline(bytes + text.suffix(from: count))
        for entry in outline.entries {
          #expect(entry.keyRange.upperBound <= text.count && entry.valueRange.upperBound <= text.count)
          #expect(entry.parent.map { $0 < outline.entries.count } ?? true)
        }
      }
    }
  }

  @Test func longFilesTakeLinearTime() {
    let lines = (0..<20_000).map { "  key\($0): [a, b]\n" }.joined()
    let list = (0..<20_000).map { "  - item\($0)\n" }.joined()
    let braces = String(repeating: "{ a: ", count: 20_000)
    for text in ["config:\n" + lines, "allow:\n" + list, braces] {
      let duration = ContinuousClock().measure { _ = SettingsOutline(Array(text.utf8)) }
      // Generous, for machines that do something else meanwhile.
      #expect(duration < .seconds(20))
    }
  }
}
