import Foundation
import LuaFormatting
import LuaSyntax
import Testing

/// The style by example: `Fixtures/*.txt` has cases of a title after `===`, a text, `---`, and the text in the style.
struct StyleTests {
  struct Case: Sendable, CustomStringConvertible {
    var name: String
    var before: String
    var after: String

    var description: String { name }

    static let all: [Case] = {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().flatMap { name -> [Case] in
        let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
        return text.components(separatedBy: "=== ").dropFirst().map { part in
          let title = part.prefix { $0 != "\n" }
          let texts = part.dropFirst(title.count + 1).components(separatedBy: "---\n")
          return Case(name: "\(name): \(title)", before: texts[0], after: texts.count > 1 ? texts[1] : texts[0])
        }
      }
    }()
  }

  @Test func thereAreCases() { #expect(Case.all.count > 30) }

  @Test(arguments: Case.all) func everyCaseIsFormatted(_ example: Case) {
    #expect(format(example.before) == example.after)
    checkPromises(Array(example.before.utf8))
  }

  @Test(arguments: [
    ("", ""), ("\n\n", ""), ("  \t", ""), ("x = 1", "x = 1\n"), ("\n\nx = 1\n\n\n", "x = 1\n"), ("-- a", "-- a\n"),
    ("#!/usr/bin/env cofre\nx=1", "#!/usr/bin/env cofre\nx = 1\n"), (";;;", ""), ("-- a\n\n\n", "-- a\n"),
    // Lines go on to end as the first one does.
    ("x=1\r\ny=2\nz=3", "x = 1\r\ny = 2\r\nz = 3\r\n"), ("x=1\ny=2\r\n", "x = 1\ny = 2\n"),
    ("x=1\ry=2", "x = 1\ny = 2\n"),
    ("s = [[a\r\nb]]\n", "s = [[a\r\nb]]\n"), ("x = 1 \t\n", "x = 1\n"), ("\tx = 1 -- a \t\n", "x = 1 -- a\n"),
    ("s = '\u{E9}' .. [[\u{E9}]]", "s = \"\u{E9}\" .. [[\u{E9}]]\n"),
  ])
  func endsOfLinesAndFiles(_ before: String, _ after: String) { #expect(format(before) == after) }

  @Test func filesWithErrorsAreLeftAlone() {
    for text in [
      "local = 1", "f(", "x = 'a", "goto nowhere", "break", "local x <const> = 1; x = 2", "return 1 local a",
    ] {
      #expect(format(text) == nil)
    }
  }

  @Test func editsAreSmall() {
    let source = "local a = 1\nlocal b  = { 1,2 }\nlocal c = 3\n"
    let edits = LuaFormatter.edits(SourceFile(source)) ?? []
    #expect(edits == [TextEdit(20..<21, []), TextEdit(27..<27, [32])])
  }

  @Test func bytesThatAreNoTextStay() {
    let source = Array("s=\"".utf8) + [0xFF, 0xC0] + Array("\" -- ".utf8) + [0x80, 10]
    #expect(LuaFormatter.formatted(SourceFile(source)) == Array("s = \"".utf8) + source[3...])
  }

  @Test(arguments: ["(", "{", "[", "f(", "f{", "do ", "x=function() ", "a.", "if a then ", "- "])
  func deepNestingEndsQuickly(_ opener: String) {
    let file = SourceFile(String(repeating: opener, count: 10_000))
    #expect(LuaFormatter.edits(file) == nil)
    _ = LuaFormatter.edits(file, in: 0..<file.source.count)
    _ = LuaFormatter.edit(afterTyping: "\n", at: file.source.count, in: file)
  }

  @Test(arguments: [("a + ", "b"), ("a.", "b"), ("a() .. ", "b"), ("a and\n", "b"), ("f(1):g", "()"), ("1, ", "2")])
  func longChainsEndQuickly(_ part: String, _ end: String) {
    checkPromises(Array(("x = " + String(repeating: part, count: 2_000) + end).utf8))
  }

  @Test func theDeepestThatLuaTakesIsFormatted() {
    for (open, close) in [("{", "}"), ("(", ")"), ("f(", ")"), ("f{a,", "}"), ("function() return ", " end")] {
      let nested = String(repeating: open, count: 90) + "1" + String(repeating: close, count: 90)
      checkPromises(Array("x = \(nested)".utf8))
    }
    checkPromises(Array((String(repeating: "do ", count: 150) + String(repeating: "end ", count: 150)).utf8))
  }
}
