import CofreAnalysis
import CofreSettings
import LuaSyntax
import Testing

@Suite struct DocumentLinkTests {
  @Test func leadsToFilesAndPages() throws {
    let text =
      modules + """
        -- See https://example.com/a?b=c.
        local keys = require "lib.keys"
        local s = aws.secretsmanager.Secret("s", {})
        print("https://not.a.link", keys, s)
        """
    let analysis = Marked(text).analysis(WorkspaceContext(modules: ["lib.keys": "return {}"]))
    let all = analysis.documentLinks()
    #expect(all.prefix(2).map(\.target) == [.definitions(module: "cofre"), .definitions(module: "cofre.aws")])
    let links = Array(all.dropFirst(4))
    #expect(links.map { analysis.file.text($0.range) } == ["https://example.com/a?b=c", "lib.keys", "Secret"])
    #expect(links[0].target == .web("https://example.com/a?b=c"))
    #expect(links[1].target == .file("/p/lib/keys.lua"))
    guard case .web(let address) = links[2].target else { throw NoAddress() }
    #expect(address.hasPrefix("https://"))
  }

  @Test(arguments: ["require", "require(", "require \"", "-- http://", "-- https://)", "require \"nowhere\""])
  func isSilentElsewhere(_ text: String) { #expect(Marked(text).analysis().documentLinks().isEmpty) }

  private struct NoAddress: Error {}
}

@Suite struct LinkedEditingTests {
  @Test(arguments: [
    ("local a1️⃣ = 1\nprint(a)\na = 2", 3),
    ("local a = 1\nprint(a1️⃣)", 2),
    ("local function f(x) return x1️⃣ end", 2),
    ("local a = 1\ndo local a1️⃣ = 2 end", 0),
    ("local a1️⃣ = 1\nlocal function f() local a end", 0),
    ("do local a1️⃣ = 1 end\ndo local a = 2 end", 1),
    ("glob1️⃣al = 1", 0),
    ("print(\"a1️⃣\")", 0),
  ])
  func aLocalChangesWithItsUses(_ text: String, _ count: Int) throws {
    let marked = Marked(text)
    let analysis = marked.analysis()
    let ranges = analysis.linkedRanges(at: try marked.offset())
    #expect(ranges.count == count)
    #expect(Set(ranges.map { analysis.file.text($0) }).count == (count == 0 ? 0 : 1))
  }
}

@Suite struct InlineValueTests {
  private static let workspace: WorkspaceContext = {
    var workspace = WorkspaceContext()
    workspace.settings = SettingsFiles(
      [
        ("dev", "config:\n  region: eu-west-1\n  token: ghp_0123456789abcdefghij0123456789abcdef\n"),
        ("prod", "config:\n  region: us-east-1\n"),
      ].map { SettingsFile(path: "/p/Cofre.\($0).yaml", kind: .stack($0), text: SettingsText(Array($1.utf8))) })
    return workspace
  }()

  @Test(arguments: [
    ("local size = 3", "size = 3"),
    ("local name = \"shop\"", "name = \"shop\""),
    ("local size = 3\nsize = 4", "size"),
    ("local key = \"ghp_0123456789abcdefghij0123456789abcdef\"", "key = (secret)"),
    ("local region = config:require \"region\"", "region = eu-west-1 (dev), us-east-1 (prod)"),
    ("local token = config:require \"token\"", "token"),
    ("local token = config:require_secret \"token\"", "token = (secret)"),
    ("local it = tostring(1)", "it"),
  ])
  func showsWhatIsKnown(_ text: String, _ expected: String) {
    let script = modules + text
    let values = Marked(script).analysis(Self.workspace).inlineValues(
      in: modules.utf8.count..<script.utf8.count, upTo: script.utf8.count)
    let shown = values.map { item in
      switch item.content {
      case .text(let text): text
      case .lookup(let name): name
      }
    }
    #expect(shown.contains(expected), "\(shown)")
    #expect(!shown.contains { $0.contains("ghp_") })
  }

  @Test func whatHasNotRunIsNotShown() throws {
    let marked = Marked("local a = 1\nprint(a)1️⃣\nlocal b = a\n")
    let values = marked.analysis().inlineValues(in: 0..<marked.text.utf8.count, upTo: try marked.offset())
    #expect(values.count == 2)
    #expect(marked.analysis().inlineValues(in: 0..<5, upTo: 5).isEmpty)
  }
}

@Suite struct InlayHintTests {
  /// The script with its hints in it.
  private func shown(_ text: String, _ kinds: InlayHintKinds, _ workspace: WorkspaceContext = WorkspaceContext())
    -> String
  {
    let script = modules + text
    let hints = Marked(script).analysis(workspace).inlayHints(in: modules.utf8.count..<script.utf8.count, kinds)
    let edits = hints.map { Edit($0.offset..<$0.offset, "«\($0.label)»") }
    return String(Marked(script).applying(edits).dropFirst(modules.count))
  }

  @Test(arguments: [
    ("local function f(size, name) end f(1, \"a\")", "local function f(size, name) end f(«size:»1, «name:»\"a\")"),
    ("local function f(size, name) end f(x, nil)", "local function f(size, name) end f(x, «name:»nil)"),
    ("local function f(size) end f(1)", "local function f(size) end f(1)"),
    ("local f = function(a, b) end f(true, c)", "local f = function(a, b) end f(«a:»true, c)"),
    ("string.rep(\"a\", 3)", "string.rep(«text:»\"a\", «count:»3)"),
    ("print(\"a\", 3)", "print(\"a\", 3)"),
    ("unknown(1, 2)", "unknown(1, 2)"),
    ("keys.make(\"a\", 2)", "keys.make(\"a\", 2)"),
    (
      "local keys = require \"keys\" keys.make(\"a\", 2)",
      "local keys = require \"keys\" keys.make(«name:»\"a\", «size:»2)"
    ),
  ])
  func namesParameters(_ text: String, _ expected: String) {
    let workspace = WorkspaceContext(modules: ["keys": "local M = {}\nfunction M.make(name, size) end\nreturn M"])
    #expect(shown(text, .parameters, workspace) == expected)
  }

  @Test(arguments: [
    ("local t = config:require_secret \"k\"", "local t«: secret output» = config:require_secret \"k\""),
    ("local n = 3", "local n = 3"),
    (
      "local s = aws.secretsmanager.Secret(\"s\", {}) local arn = s.arn",
      "local s = aws.secretsmanager.Secret(\"s\", {}) local arn«: output of a string» = s.arn"
    ),
  ])
  func saysWhatIsAnOutput(_ text: String, _ expected: String) { #expect(shown(text, .types) == expected) }

  @Test func eachKindCanBeLeftOut() {
    let text = "aws.secretsmanager.Secret(\"s\", {})\nlocal s = config:require_secret(\"k\")\nstring.rep(\"a\", 2)"
    #expect(shown(text, []) == text)
    #expect(shown(text, .defaults).contains("recovery_window_in_days = 30"))
    #expect(!shown(text, .defaults).contains("text:"))
    #expect(shown(text, .all).contains("«text:»"))
    #expect(shown(text, .all).contains("secret output"))
  }
}
