import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct NavigationTests {
  /// Where `1️⃣` is asked about, `2️⃣` and `3️⃣` are around the declaration.
  @Test(arguments: [
    "local 2️⃣a3️⃣ = 1\nprint(1️⃣a)",
    "local 2️⃣a3️⃣ = 1\ndo local a = 2 end\nprint(1️⃣a)",
    "local a = 1\nlocal 2️⃣a3️⃣ = a\nprint(a1️⃣)",
    "local 2️⃣a3️⃣ = 1\nlocal a = 1️⃣a",
    "local function 2️⃣f3️⃣() return 1️⃣f() end",
    "local function f(2️⃣a3️⃣) return function() return 1️⃣a end end",
    "for 2️⃣i3️⃣ = 1, 2 do print(1️⃣i) end",
    "for k, 2️⃣v3️⃣ in pairs {} do print(1️⃣v) end",
    "repeat local 2️⃣done3️⃣ = true until 1️⃣done",
    "2️⃣global3️⃣ = 1\nprint(1️⃣global)",
    "local aws = require \"cofre.aws\"\nlocal s = aws.secretsmanager.Secret(2️⃣\"s\"3️⃣, {})\nprint(s.1️⃣arn)",
    "local aws = require \"cofre.aws\"\nlocal s = aws.secretsmanager.Secret(\"s\", { 2️⃣name3️⃣ = \"a\" })\nprint(s.1️⃣name)",
  ])
  func findsDeclarations(_ text: String) throws {
    let marked = Marked(text)
    let found = marked.analysis().definition(at: try marked.offset())
    #expect(found.map(\.range) == [try marked.range("2️⃣", "3️⃣")])
    #expect(
      found.allSatisfy {
        $0.fullRange.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= $0.fullRange.upperBound
      })
  }

  @Test func findsWhatModulesGive() throws {
    let module = "local M = {}\nfunction M.key(name) return name end\nM.size = 5\nreturn M\n"
    let workspace = WorkspaceContext(modules: ["keys": module])
    for (text, expected) in [
      ("local keys = require \"keys\"\nkeys.1️⃣key()", "key"),
      ("local keys = require \"keys\"\nprint(keys.size1️⃣)", "size"),
      ("local keys = require \"ke1️⃣ys\"", ""),
    ] {
      let marked = Marked(text)
      let found = try #require(marked.analysis(workspace).definition(at: try marked.offset()).first)
      #expect(found.path == "/p/keys.lua")
      #expect(SourceFile(module).text(found.range) == expected)
    }
  }

  @Test(arguments: ["local 1️⃣2️⃣a = 1\n3️⃣a = a4️⃣\ndo local a = 3 print(a) end\nprint(a5️⃣)"])
  func findsAllUses(_ text: String) throws {
    let marked = Marked(text)
    let analysis = marked.analysis()
    let starts = [
      try marked.offset("2️⃣"), try marked.offset("3️⃣"), try marked.offset("4️⃣") - 1, try marked.offset("5️⃣") - 1,
    ]
    for marker in ["1️⃣", "3️⃣", "4️⃣", "5️⃣"] {
      #expect(analysis.references(at: try marked.offset(marker)).map(\.range.lowerBound) == starts)
      let highlights = analysis.highlights(at: try marked.offset(marker))
      #expect(highlights.map(\.range.lowerBound) == starts)
      #expect(highlights.map(\.isWrite) == [true, true, false, false])
    }
    #expect(analysis.references(at: starts[0], includingDeclaration: false).count == 3)
  }

  @Test(arguments: [
    "S(\"a\", { 1️⃣2️⃣name = 1 }) S(\"b\", { 3️⃣name = 2, tags = { name = \"\" } }, { name = 1 }) V(\"c\", { name = 3 })",
    "S(\"a\", { tags = { 1️⃣2️⃣a = 1 } }) S(\"b\", { a = 1, tags = { 3️⃣a = 2 } })",
    "S(\"a\", { replicas = { { 1️⃣2️⃣region = 1 }, { 3️⃣region = 2 } } })",
  ])
  func findsAPropertyInAllResourcesOfAType(_ text: String) throws {
    let aws =
      "local aws = require \"cofre.aws\"\nlocal S, V = aws.secretsmanager.Secret, aws.secretsmanager.SecretVersion\n"
    let marked = Marked(aws + text)
    let analysis = marked.analysis()
    let starts = [try marked.offset("2️⃣"), try marked.offset("3️⃣")]
    for marker in ["1️⃣", "3️⃣"] {
      #expect(analysis.references(at: try marked.offset(marker)).map(\.range.lowerBound) == starts)
      let highlights = analysis.highlights(at: try marked.offset(marker))
      #expect(highlights.map(\.range.lowerBound) == starts)
      #expect(highlights.map(\.isWrite) == [true, true])
    }
    #expect(analysis.definition(at: starts[0]).map(\.range.lowerBound) == [starts[0]])
  }

  @Test func theTypeOfAResourceIsWhereItIsDeclared() throws {
    let marked = Marked(
      "local aws = require \"cofre.aws\"\nlocal s = aws.secretsmanager.Secret(2️⃣\"s\"3️⃣, {})\nprint(1️⃣s.arn)")
    let found = marked.analysis().typeDefinition(at: try marked.offset())
    #expect(found.map(\.range) == [try marked.range("2️⃣", "3️⃣")])
  }

  @Test func renamesAVariableEverywhere() throws {
    let marked = Marked("local 1️⃣ring = f()\ndo local other = ring.id end\nprint(ring, \"ring\", x.ring)")
    let analysis = marked.analysis()
    #expect(try analysis.prepareRename(at: try marked.offset())?.name == "ring")
    let edits = try analysis.rename(at: try marked.offset(), to: "key_ring")
    #expect(
      marked.applying(edits.map(\.edit))
        == "local key_ring = f()\ndo local other = key_ring.id end\nprint(key_ring, \"ring\", x.ring)")
  }

  @Test(arguments: [
    ("local 1️⃣a = 1", "end"), ("local 1️⃣a = 1", "2b"), ("local 1️⃣a = 1", ""), ("local b = 2\nlocal 1️⃣a = b\nprint(a)", "b"),
    ("local 1️⃣a = 1\ndo local b = a end", "b"), ("local 1️⃣a = 1\nprint(a)", "print"), ("pri1️⃣nt(1)", "show"),
    ("x.fie1️⃣ld = 1", "other"),
  ])
  func refusesRenamesThatWouldNotDo(_ text: String, _ name: String) throws {
    let marked = Marked(text)
    let offset = try marked.offset()
    #expect(throws: RenameRefusal.self) { try marked.analysis().rename(at: offset, to: name) }
  }
}
