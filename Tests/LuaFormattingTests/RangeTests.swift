import LuaFormatting
import LuaSyntax
import Testing

/// Formatting of a part of a file, which stands between `«` and `»`.
struct RangeTests {
  private func format(_ marked: String) -> String {
    let start = marked.utf8.distance(from: marked.startIndex, to: marked.firstIndex(of: "«") ?? marked.startIndex)
    let source = marked.filter { $0 != "«" && $0 != "»" }
    let end = marked.prefix { $0 != "»" }.filter { $0 != "«" }.utf8.count
    let file = SourceFile(source)
    var result = Array(source.utf8)
    for edit in LuaFormatter.edits(file, in: start..<end).reversed() {
      result.replaceSubrange(edit.range, with: edit.replacement)
    }
    return String(decoding: result, as: UTF8.self)
  }

  @Test(arguments: [
    ("a=1\n«b=2»\nc=3\n", "a=1\nb = 2\nc=3\n"),
    ("a=1\nb«»=2\nc=3\n", "a=1\nb = 2\nc=3\n"),
    ("a=1\n«\nb=2\n»c=3\n", "a=1\n\nb = 2\nc=3\n"),
    ("if a then\n«b=1»\nc=2\nend\n", "if a then\n  b = 1\nc=2\nend\n"),
    ("do\nif a then\n b=1\n«c=2»\nend\nend", "do\nif a then\n b=1\n    c = 2\nend\nend"),
    ("f( 1,\n «2» )\ng( 1 )", "f(1, 2)\ng( 1 )"),
    ("x=1\n«  -- a  \n»y=1", "x=1\n-- a\ny = 1\n"),
    ("«»", ""),
  ])
  func statementsThatAreTouchedAreFormatted(_ before: String, _ after: String) { #expect(format(before) == after) }

  @Test(arguments: [
    // An error elsewhere, or around, leaves what is whole to be formatted, as deep as it stands.
    ("local = 1\n«b=f{1,2}»\n", "local = 1\nb = f { 1, 2 }\n"),
    ("function f(\n   «b=1»\n", "function f(\n   b=1\n"),
    ("if a then\n    «if b then\n     c=1\n    end»\n", "if a then\n    if b then\n      c = 1\n    end\n"),
    ("«local x = = 1\ny=2»\n", "local x = = 1\ny = 2\n"),
    ("«a=1 b=2»\nlocal = 1", "a = 1 b=2\nlocal = 1"),
  ])
  func statementsWithoutErrorsAreFormatted(_ before: String, _ after: String) { #expect(format(before) == after) }

  @Test func anyRangeOfAnyPrefixKeepsTheTokens() {
    let script = Array(
      "local t={a=1;b={2}}\nif t.a then print( t.b ) end -- c\nfor i=1,2 do\nlocal x=function(a)return a end end\n".utf8
    )
    for count in stride(from: 0, through: script.count, by: 3) {
      let file = SourceFile(Array(script[..<count]))
      for start in stride(from: 0, through: count, by: 11) {
        var result = file.source
        let edits = LuaFormatter.edits(file, in: start..<min(start + 20, count))
        #expect(zip(edits, edits.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        for edit in edits.reversed() { result.replaceSubrange(edit.range, with: edit.replacement) }
        let kept = result.filter { ![32, 10, 44, 59].contains($0) }
        #expect(kept == file.source.filter { ![32, 10, 44, 59].contains($0) })
      }
    }
  }
}
