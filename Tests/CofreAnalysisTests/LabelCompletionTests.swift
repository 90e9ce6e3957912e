import CofreAnalysis
import LuaSyntax
import Testing

/// Completion behind `goto` and between the brackets of `local x <…>`.
@Suite struct LabelCompletionTests {
  static let jumps: [(text: String, labels: [String])] = [
    ("::a:: goto 1️⃣", ["a"]),
    ("::a::\ngoto 1️⃣\nf()", ["a"]),
    ("goto 1️⃣\n::a::", ["a"]),
    ("goto 1️⃣\nlocal x = 1\n::a::\nf(x)", []),
    ("goto 1️⃣\nlocal x = 1\n::a::", ["a"]),
    ("goto 1️⃣\nlocal x = 1\n::a:: ; ::b::", ["a", "b"]),
    ("goto 1️⃣\nlocal x = 1\n::a:: f()\n::b::", ["b"]),
    ("goto 1️⃣\nlocal function f() end\n::a::\nf()", []),
    ("local x\n::a::\nlocal y\ngoto 1️⃣", ["a"]),
    ("for i = 1, 3 do\n  if i then goto 1️⃣ end\n  local x = i\n  ::continue::\nend", ["continue"]),
    ("repeat\n  if f() then goto 1️⃣ end\n  local x = 1\n  ::continue::\nuntil x", []),
    ("::outer::\ndo\n  ::inner::\n  goto 1️⃣\nend", ["inner", "outer"]),
    ("do ::hidden:: end\ngoto 1️⃣", []),
    ("::outer::\nlocal function f()\n  ::own::\n  goto 1️⃣\nend", ["own"]),
    ("do ::inner:: goto in1️⃣ end", ["inner"]),
    ("::a::\nif f() then goto 1️⃣", ["a"]),
  ]

  @Test(arguments: jumps) func offersTheLabelsThatAreReached(_ text: String, _ expected: [String]) throws {
    let marked = Marked(text)
    #expect(marked.analysis().completions(at: try marked.offset()).map(\.label) == expected)
  }

  /// What is offered compiles, and what is not does not.
  @Test(arguments: jumps) func agreesWithWhatLuaCompiles(_ text: String, _ expected: [String]) throws {
    let marked = Marked(text.hasSuffix("goto 1️⃣") && text.contains("if f()") ? text + " end" : text)
    for label in ["a", "b", "continue", "inner", "outer", "own", "hidden"] {
      let offset = try marked.offset()
      let word = text.contains("in1️⃣") ? offset - 2..<offset : offset..<offset
      let isAccepted = SourceFile(marked.applying([Edit(word, label)])).errors.isEmpty
      #expect(isAccepted == expected.contains(label), "\(label)")
    }
  }

  @Test(arguments: [
    ("local x <1️⃣> = 1", "const", "local x <const> = 1"),
    ("local x <1️⃣ = 1", "close", "local x <close> = 1"),
    ("local x <co1️⃣> = 1", "const", "local x <const> = 1"),
    ("local x <con1️⃣st> = 1", "close", "local x <close> = 1"),
    ("local a, x <1️⃣", "const", "local a, x <const>"),
  ])
  func offersAttributes(_ text: String, _ label: String, _ expected: String) throws {
    let marked = Marked(text)
    let candidates = marked.analysis().completions(at: try marked.offset())
    #expect(candidates.map(\.label) == ["close", "const"])
    let candidate = try #require(candidates.first { $0.label == label })
    #expect(marked.applying([Edit(candidate.replaceRange, candidate.plainText)]) == expected)
  }

  @Test func aComparisonIsNoAttribute() throws {
    let marked = Marked("local x = 1\nlocal y = x <1️⃣ 2")
    #expect(!marked.analysis().completions(at: try marked.offset()).contains { $0.label == "const" })
  }
}
