import LuaFormatting
import LuaSyntax
import Testing

/// What happens to a line while it is being written; `|` is the cursor.
struct TypingTests {
  /// The text after something was typed where the cursor is.
  private func typed(_ text: String, _ marked: String) -> String {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let before = String(parts[0]) + text
    let source = before + parts[1]
    let file = SourceFile(source)
    guard let edit = LuaFormatter.edit(afterTyping: text, at: before.utf8.count, in: file) else { return source }
    return file.applying(edit).text(0..<Int.max)
  }

  @Test(arguments: [
    ("if a then|", "if a then\n  "),
    ("if a then|\nend", "if a then\n  \nend"),
    ("if a then\n  b()\nelse|\nend", "if a then\n  b()\nelse\n  \nend"),
    ("for i = 1, 2 do|", "for i = 1, 2 do\n  "),
    ("local function f(a)|", "local function f(a)\n  "),
    ("repeat|", "repeat\n  "),
    ("local t = {|", "local t = {\n  "),
    ("local t = {|}", "local t = {\n}"),
    ("f(\"name\", {|})", "f(\"name\", {\n})"),
    ("f(\"name\", {\n  a = 1,|\n})", "f(\"name\", {\n  a = 1,\n  \n})"),
    ("f(|", "f(\n  "),
    ("  local a = f(1)|", "  local a = f(1)\n"),
    ("do\n  local a = 1|\nend", "do\n  local a = 1\n  \nend"),
    ("local a =|", "local a =\n  "),
    ("local a = b ..|", "local a = b ..\n  "),
    ("while a\n  and b do|", "while a\n  and b do\n  "),
    ("local s = [[|\n]]", "local s = [[\n\n]]"),
    ("--[[ a|\n]]", "--[[ a\n\n]]"),
    ("f(function()\n    a()|\nend)", "f(function()\n    a()\n  \nend)"),
    ("x = 1|", "x = 1\n"),
    ("|x = 1", "\nx = 1"),
    ("if a then|b()", "if a then\n  b()"),
    ("x = {\n  f(|)\n}", "x = {\n  f(\n  )\n}"),
  ])
  func aNewLineIsIndented(_ before: String, _ after: String) { #expect(typed("\n", before) == after) }

  @Test(arguments: [
    ("d", "if a then\n  b()\n  en|", "if a then\n  b()\nend"),
    ("d", "function f()\n  if a then\n    b()\n    en|\nend", "function f()\n  if a then\n    b()\n  end\nend"),
    ("e", "if a then\n  b()\n  els|\nend", "if a then\n  b()\nelse\nend"),
    ("f", "  if a then\n    elsei|", "  if a then\n  elseif"),
    ("l", "repeat\n  a()\n  unti|", "repeat\n  a()\nuntil"),
    ("}", "local t = {\n  a = 1,\n  |", "local t = {\n  a = 1,\n}"),
    (")", "f(\n  1\n  |", "f(\n  1\n)"),
    ("d", "while a\n  and b do\n  c()\n  en|", "while a\n  and b do\n  c()\nend"),
    ("d", "f(function()\n  a()\n  en|", "f(function()\n  a()\nend"),
    // What only looks like the end of something stays where it is.
    ("d", "  local a = sen|", "  local a = send"),
    ("d", "do\n  \"en|\"", "do\n  \"end\""),
    ("d", "do\n  -- en|", "do\n  -- end"),
    ("d", "    en|", "    end"),
    ("d", "do\n  en|_value = 1", "do\n  end_value = 1"),
    ("}", "f(\n  |", "f(\n  }"),
    ("d", "local s = [[\n  en|\n]]", "local s = [[\n  end\n]]"),
  ])
  func whatClosesSomethingGoesBelowIt(_ text: String, _ before: String, _ after: String) {
    #expect(typed(text, before) == after)
  }

  @Test func onlyWhiteSpaceAtTheBeginningOfTheLineIsTouched() throws {
    let script = "local t = {\n\ta = function(x)\n      if x then return { x, } else\n x() end\n  end\n}\n"
    for offset in 0...script.utf8.count {
      for text in LuaFormatter.typedTriggers {
        var bytes = Array(script.utf8)
        bytes.insert(contentsOf: text.utf8, at: offset)
        let file = SourceFile(bytes)
        guard let edit = LuaFormatter.edit(afterTyping: text, at: offset + 1, in: file) else { continue }
        #expect(file.source[edit.range].allSatisfy { $0 == 32 || $0 == 9 })
        #expect(edit.replacement.allSatisfy { $0 == 32 })
        let line = file.lines.range(ofLine: file.lines.line(at: offset + 1))
        #expect(line.lowerBound <= edit.range.lowerBound && edit.range.upperBound <= line.upperBound)
      }
    }
  }
}
