import CofreAnalysis
import Testing

/// What an editor is told in a project whose types come from a library.
@Suite struct StubFeatureTests {
  static let head = "local cloud = require(\"cloud\")\n"

  struct Place: Sendable, CustomTestStringConvertible {
    var text: String
    var first: [String] = []
    var has: [String] = []
    var hasNot: [String] = []
    var testDescription: String { text }
  }

  @Test(arguments: [
    Place(text: "cloud.1️⃣", has: ["vault", "config", "stack"], hasNot: ["print"]),
    Place(text: "cloud.vault.1️⃣", first: ["Secret"], hasNot: ["cloud"]),
    Place(text: "local s = cloud.vault.Secret(\"s\", { name = \"n\" })\ns.1️⃣", has: ["arn", "id", "version"]),
    Place(text: "local s = cloud.vault.Secret(\"s\", { name = \"n\" })\ns.args.1️⃣", has: ["days", "region"]),
    Place(text: "cloud.vault.Secret(\"s\", { 1️⃣ })", first: ["name"], has: ["days", "tags"], hasNot: ["print"]),
    Place(text: "cloud.vault.Secret(\"s\", { name = \"n\", 1️⃣ })", has: ["days", "tags"], hasNot: ["name"]),
    Place(text: "cloud.vault.Secret(\"s\", {\n  name = \"n\",\n  da1️⃣\n})\nprint(1)", has: ["days"], hasNot: ["name"]),
    Place(text: "cloud.vault.Secret(\"s\", {\n  name = \"n\",\n  da1️⃣\n\nlocal x = 1", has: ["days"], hasNot: ["name"]),
    Place(text: "cloud.vault.Secret(\"s\", { name = \"n\", copies = { { 1️⃣ } } })", first: ["region"], has: ["key"]),
    Place(text: "cloud.vault.Secret(\"s\", { kind = 1️⃣ })", first: ["\"binary\"", "\"plain\""]),
    Place(text: "cloud.vault.Secret(\"s\", { kind = \"1️⃣\" })", first: ["binary", "plain"]),
    Place(text: "cloud.vault.Secret(\"s\", { region = \"1️⃣\" })", first: ["east", "west"]),
    Place(text: "cloud.vault.Secret(\"s\", { copies = { { region = \"1️⃣\" } } })", first: ["east", "west"]),
    Place(text: "cloud.vault.Secret(\"s\", { name = \"n\" }, { 1️⃣ })", first: ["depends_on", "protect"]),
    Place(text: "if cloud.stack() == \"1️⃣\" then end", first: ["dev", "prod"]),
    Place(text: "local e = cloud.stack()\nif e ~= 1️⃣ then end", first: ["\"dev\"", "\"prod\""]),
    Place(text: "local n = cloud.config(\"a\")\nn:1️⃣", has: ["upper", "rep"]),
    Place(text: "---@type cloud.Region\nlocal r = 1️⃣", first: ["\"east\"", "\"west\""]),
    Place(
      text: "local k = cloud.vault.Secret(\"s\", { name = \"n\" })\nk.args.copies[1].1️⃣", first: ["key", "region"]),
  ])
  func offersWhatTypesSay(_ place: Place) throws {
    let marked = Marked(Self.head + place.text)
    let candidates = marked.analysis(typed).completions(at: try marked.offset())
    let labels = candidates.map(\.label)
    #expect(Array(labels.prefix(place.first.count)) == place.first)
    for label in place.has { #expect(labels.contains(label), "\(label) is missing in \(labels)") }
    for label in place.hasNot { #expect(!labels.contains(label), "\(label) is there") }
  }

  @Test(arguments: [
    (
      "cloud.vault.Sec1️⃣ret(\"s\", {})",
      ["Declares a cloud.vault.Secret", "function cloud.vault.Secret(name: string", "the logical name"]
    ),
    ("cloud.vault.Secret(\"s\", { da1️⃣ys = 1 })", ["days: integer?", "How long it waits."]),
    ("local 1️⃣s = cloud.vault.Secret(\"s\", {})", ["local s: cloud.vault.Secret", "A secret."]),
    ("local s = cloud.vault.Secret(\"s\", {})\nprint(s.ar1️⃣n)", ["arn: cloud.Output"]),
    ("cloud.o1️⃣ld()", ["**Deprecated.**"]),
    ("---@type cloud.Reg1️⃣ion\nlocal r", ["alias cloud.Region", "`\"east\"`: The old one."]),
    ("local e = cloud.stack()\nprint(1️⃣e)", ["local e: \"dev\"|\"prod\""]),
    ("cloud.con1️⃣fig(\"a\")", ["config(key: string, default?: string): string", "config(key: integer): integer"]),
  ])
  func tellsTheTypeOfAThing(_ text: String, _ parts: [String]) throws {
    let marked = Marked(Self.head + text)
    let hover = try #require(marked.analysis(typed).hover(at: try marked.offset()), "nothing")
    for part in parts { #expect(hover.markdown.contains(part), "\(hover.markdown)") }
  }

  @Test func signatureHelpNamesTheTypes() throws {
    let marked = Marked(Self.head + "cloud.vault.Secret(\"s\", 1️⃣)")
    let signature = try #require(marked.analysis(typed).signatureHelp(at: try marked.offset()))
    #expect(signature.label.contains("args: cloud.vault.SecretArgs"))
    #expect(signature.activeParameter == 1)
    #expect(signature.parameters[0].documentation == "the logical name")
  }

  @Test func theOverloadThatFitsIsActive() throws {
    let marked = Marked(Self.head + "cloud.config(1, 1️⃣)")
    let choice = try #require(marked.analysis(typed).signatures(at: try marked.offset()))
    #expect(choice.signatures.count == 2)
    let other = Marked(Self.head + "cloud.config(11️⃣)")
    #expect(try other.analysis(typed).signatures(at: other.offset())?.active == 1)
  }

  @Test(arguments: [
    ("cloud.vault.Sec1️⃣ret(\"s\", {})", "Secret(name, args, opts)"),
    ("cloud.vault.Secret(\"s\", { da1️⃣ys = 1 })", "days? integer"),
    ("local s = cloud.vault.Secret(\"s\", {})\nprint(s.ver1️⃣sion)", "version cloud.Output"),
    ("---@type cloud.vault.Sec1️⃣ret\nlocal r", "cloud.vault.Secret: cloud.Resource"),
  ])
  func definitionGoesIntoTheLibrary(_ text: String, _ target: String) throws {
    let marked = Marked(Self.head + text)
    let location = try #require(marked.analysis(typed).definition(at: try marked.offset()).first)
    #expect(location.path == "/lib/cloud.lua")
    #expect(String(decoding: Array(stubs.utf8)[location.range.lowerBound...], as: UTF8.self).hasPrefix(target))
  }

  @Test func typeDefinitionGoesToTheClass() throws {
    let marked = Marked(Self.head + "local s = cloud.vault.Secret(\"s\", {})\nprint(1️⃣s)")
    let location = try #require(marked.analysis(typed).typeDefinition(at: try marked.offset()).first)
    #expect(
      String(decoding: Array(stubs.utf8)[location.range.lowerBound...], as: UTF8.self)
        .hasPrefix("cloud.vault.Secret: cloud.Resource"))
  }

  @Test func hintsNameBareArgumentsAndTypesOfCallbacks() throws {
    let text =
      Self.head
      + "cloud.vault.Secret(\"s\", { name = \"n\", check = function(value) return value == \"a\" end })\n"
      + "print(cloud.config(\"a\", \"b\"))\nlocal function f(x) return x end\n"
    let hints = Marked(text).analysis(typed).inlayHints(in: 0..<text.utf8.count)
    #expect(hints.map(\.label) == ["name:", ": string", "key:", "default:"])
    #expect(Marked(text).analysis(typed).inlayHints(in: 0..<10).isEmpty)
  }

  @Test func functionsOfTypesAreColouredAsFunctions() throws {
    let text = Self.head + "cloud.old()\nlocal s = cloud.vault.Secret(\"s\", {})\nprint(s.arn)\n"
    let tokens = Marked(text).analysis(typed).semanticTokens(in: 0..<text.utf8.count)
    func token(_ word: String) -> SemanticToken? {
      tokens.first { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) == word }
    }
    #expect(token("old")?.kind == .function)
    #expect(token("old")?.modifiers == [.deprecated])
    #expect(token("Secret")?.kind == .function)
    #expect(token("arn")?.kind == .property)
  }
}
