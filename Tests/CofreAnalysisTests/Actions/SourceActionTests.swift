import CofreAnalysis
import LuaSyntax
import Testing

/// Actions on requires, on what diagnostics say, and on the file as a whole.
struct SourceActionTests {
  @Test(arguments: [
    Acted(
      "Organize the requires",
      "1️⃣-- The head.\n\nlocal gcp = require \"cofre.gcp\"\n-- all of it\nlocal cofre = require \"cofre\" -- base\nlocal unused = require \"cofre.azure\"\nprint(gcp, cofre)\n",
      "-- The head.\n\n-- all of it\nlocal cofre = require \"cofre\" -- base\nlocal gcp = require \"cofre.gcp\"\nprint(gcp, cofre)\n"
    ),
    Acted(
      "Organize the requires",
      "1️⃣local n = 1\nprint(n)\nlocal aws = require \"cofre.aws\"\nprint(aws)\n",
      "local aws = require \"cofre.aws\"\n\nlocal n = 1\nprint(n)\nprint(aws)\n"),
    Acted(
      "Organize the requires",
      "1️⃣local a = require \"cofre.aws\" local cofre = require \"cofre\"\nprint(a, cofre)\n",
      "local cofre = require \"cofre\"\nlocal a = require \"cofre.aws\"\n \nprint(a, cofre)\n"),
    Acted(
      "Organize the requires",
      "1️⃣local aws = require \"cofre.aws\"\nlocal aws = require \"cofre.aws\"\nprint(aws)\n",
      "local aws = require \"cofre.aws\"\nprint(aws)\n"),
    Acted(
      "Organize the requires",
      "1️⃣local keys = require \"lib.keys\"\nlocal aws = require \"cofre.aws\"\nprint(aws)\n",
      "local aws = require \"cofre.aws\"\nlocal keys = require \"lib.keys\"\nprint(aws)\n"),
    Acted(
      "Organize the requires",
      "1️⃣local aws = require \"cofre.aws\"\nlocal cofre = require \"cofre\"\nlocal a = require \"cofre.aws\"\n"
        + "print(aws, cofre)\nlocal function f() return a.kms, a end\nprint(f)\n",
      "local cofre = require \"cofre\"\nlocal aws = require \"cofre.aws\"\n"
        + "print(aws, cofre)\nlocal function f() return aws.kms, aws end\nprint(f)\n"),
    // Of two that are not used one stays: a module may do something.
    Acted(
      "Organize the requires", "1️⃣local a = require \"lib.keys\"\nlocal b = require \"lib.keys\"\nprint(b)\n",
      "local a = require \"lib.keys\"\nprint(a)\n"),
  ])
  func organizesRequires(_ acted: Acted) throws {
    try acted.check(prelude: "")
    #expect(try !offers(Marked("1️⃣" + acted.after)).contains { $0.title == acted.title })
  }

  @Test(arguments: [
    "1️⃣local cofre = require \"cofre\"\nlocal aws = require \"cofre.aws\"\nprint(cofre, aws)\n",
    // The name means something else before.
    "1️⃣print(aws)\nlocal aws = require \"cofre.aws\"\nprint(aws)\n",
    "1️⃣local keys = {}\nprint(keys)\nlocal keys = require \"lib.keys\"\nprint(keys)\n",
    // The name of the first means something else where the second is used, or the second is spoken of.
    "1️⃣local a = require \"cofre.aws\"\nlocal b = require \"cofre.aws\"\nprint(a, function(a) return a, b end)\n",
    "1️⃣local a = require \"cofre.aws\"\nlocal b = require \"cofre.aws\" -- for the others\nprint(a, b)\n",
    "1️⃣local a = 1 +\nlocal aws = require \"cofre.aws\"\n", "1️⃣print(1)\n",
  ])
  func leavesRequiresThatAreInOrder(_ text: String) throws {
    #expect(try !offers(Marked(text)).contains { $0.title == "Organize the requires" })
  }

  @Test(arguments: [
    Acted(
      "Silence 'undefined-global' on this line", "if true then\n  print(1️⃣nowhere)\nend",
      "if true then\n  ---@diagnostic disable-next-line: undefined-global\n  print(nowhere)\nend"),
    Acted(
      "Silence 'undefined-global' on this line", "---@diagnostic disable-next-line: unused-local\nlocal a = 1️⃣nowhere",
      "---@diagnostic disable-next-line: undefined-global, unused-local\nlocal a = nowhere"),
    Acted(
      "Silence 'undefined-global' in this file", "print(1️⃣nowhere)",
      "---@diagnostic disable: undefined-global\nprint(nowhere)"),
    Acted(
      "Silence 'undefined-global' in this file", "#!/usr/bin/env cofre\nprint(1️⃣nowhere)",
      "#!/usr/bin/env cofre\n---@diagnostic disable: undefined-global\nprint(nowhere)"),
    Acted("Require 'lib.keys'", "print(1️⃣keys)", "local keys = require \"lib.keys\"\nprint(keys)"),
    Acted(
      "Declare 'config' as the stack's configuration",
      "local cofre = require \"cofre\"\nprint(1️⃣config:get \"a\", cofre)",
      "local cofre = require \"cofre\"\nlocal config = cofre.config()\nprint(config:get \"a\", cofre)"),
    Acted("Require 'cofre.aws'", "print(1️⃣aws)", "local aws = require \"cofre.aws\"\nprint(aws)"),
    Acted("Change to 'lib.keys'", "local keys = require \"1️⃣lib.kyes\"", "local keys = require \"lib.keys\""),
  ])
  func answersDiagnostics(_ acted: Acted) throws {
    try acted.check(WorkspaceContext(modules: ["lib.keys": "return {}"]), prelude: "")
    guard acted.title.hasPrefix("Silence") else { return }
    let after = DocumentAnalysis(ScriptText(acted.after), in: WorkspaceContext())
    #expect(!after.diagnostics().contains { $0.code == "undefined-global" })
  }

  @Test func aProjectAllowsACode() throws {
    let offer = try #require(
      try offers(Marked("print(1️⃣nowhere)")).first {
        $0.title == "Silence 'undefined-global' in this project (Cofre.yaml)"
      })
    #expect(offer.change().allowedCode == "undefined-global")
    #expect(offer.change().edits.isEmpty)
  }

  @Test func syntaxErrorsAreNotSilenced() throws {
    #expect(try !offers(Marked("local a = 1️⃣")).contains { $0.title.hasPrefix("Silence 'expected") })
  }

  @Test func aLineInsideATextIsNotCommented() throws {
    let offer = try #require(
      try offers(Marked("local a = [[\n]] .. 1️⃣nowhere")).first { $0.title == "Silence 'undefined-global' on this line" }
    )
    #expect(offer.disabledReason?.contains("inside a text") == true)
  }

  @Test func allIsFixedThatNeedsNoDecision() throws {
    let marked = Marked("1️⃣local unused = 1\nlocal also = 2\nprint(nowhere)\n")
    let offer = try #require(try offers(marked).first { $0.kind == .fixAll })
    #expect(offer.title == "Fix 2 problems that need no decision")
    #expect(marked.applying(offer.change().edits) == "local _unused = 1\nlocal _also = 2\nprint(nowhere)\n")
  }

  @Test func onlyWhatIsWantedIsLookedAt() throws {
    let marked = Marked("local unused = 1️⃣\"a\"2️⃣\n")
    let analysis = marked.analysis()
    let kinds = { (wanted: String) in
      Set(analysis.actions(in: try! marked.range("1️⃣", "2️⃣")) { $0.isWithin(wanted) }.map(\.kind))
    }
    #expect(kinds("refactor") == [.extract, .rewrite])
    #expect(kinds("refactor.extract") == [.extract])
    #expect(kinds("source") == [.fixAll])
    #expect(kinds("refactor.ext") == [])
    #expect(kinds("").contains(.rewrite))
  }
}
