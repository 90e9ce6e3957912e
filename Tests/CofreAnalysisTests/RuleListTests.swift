@testable import CofreAnalysis
import CofreSchema
import LuaSyntax
import Testing

/// A catalog with one made-up type more, for what no type of the real one has.
private let withExample: WorkspaceContext = {
  let standard = CatalogLookup.standard
  let bucket = ResourceType(
    name: "example.storage.Bucket", summary: "A made-up type.",
    inputs: [
      .string("canned_policy", .conflicts(with: ["policy"]), doc: "A policy by name."),
      .string("location", doc: "Where it is."),
      .string("policy", .conflicts(with: ["canned_policy"]), doc: "A policy."),
      .string("region_name", .deprecated("Use location."), doc: "Where it was."),
    ], outputs: [], idFormat: "Its name.")
  let types = standard.everyType.compactMap { standard.resourceType($0) }
  let keys = ["api_key", "customer", "environment", "kms_key_id", "region", "team", "tenant_id", "vault_id"]
  return WorkspaceContext(
    surroundings: Surroundings(files: [], modules: [:], ownModules: ["example"]),
    configurationKeys: keys.map { WorkspaceContext.ConfigurationKey($0) },
    catalog: CatalogLookup(types: types + [bucket]))
}()

/// What is too long to stand on a page.
private let longExamples: [String: String] = [
  "nesting-too-deep": "print(" + String(repeating: "(", count: 300) + "1" + String(repeating: ")", count: 300) + ")",
  "too-many-locals": (0...200).map { "local _\($0)" }.joined(separator: "\n"),
  "too-many-registers": "print(" + (0...260).map { "{\($0)}" }.joined(separator: ", ") + ")",
  "too-many-upvalues": (0..<2).map { part in
    (0..<150).map { "local _\(part)_\($0)" }.joined(separator: "\n") + "\nreturn function()"
  }.joined(separator: "\n") + "\nreturn function()\nprint("
    + (0..<300).map { "_\($0 / 150)_\($0 % 150)" }.map { "\($0))\nprint(" }.joined() + ")\nend end end",
]

@Suite struct RuleListTests {
  @Test(arguments: RuleList.all)
  func reportsExactlyTheCodeForTheWrongExample(_ page: RulePage) throws {
    if page.code == "file-too-large" { return }
    let script = try page.wrong.isEmpty ? #require(longExamples[page.code], "no example") : page.wrong
    let analysis = DocumentAnalysis(ScriptText(script), in: withExample)
    let found = analysis.diagnostics()
    #expect(Set(found.map(\.code)) == [page.code], "\(script)\n\(found)")
    for diagnostic in found {
      #expect(diagnostic.severity == page.severity)
      if page.group != .syntax { #expect(diagnostic.summary == page.summary) }
    }
    if page.group != .syntax { #expect((page.fix != nil) == found.contains { !$0.fixes.isEmpty }) }
  }

  @Test(arguments: RuleList.all)
  func reportsNothingForTheRightExample(_ page: RulePage) {
    let found = DocumentAnalysis(ScriptText(page.right), in: withExample).diagnostics()
    #expect(found == [], "\(page.right)")
  }

  @Test(arguments: RuleList.all)
  func takesTheWrongExampleRightByItsFix(_ page: RulePage) throws {
    guard page.fix != nil else { return }
    let analysis = DocumentAnalysis(ScriptText(page.wrong), in: withExample)
    let fix = try #require(analysis.diagnostics().first { !$0.fixes.isEmpty }?.fixes.first)
    let fixed = Marked(page.wrong).applying(fix.edits)
    let left = DocumentAnalysis(ScriptText(fixed), in: withExample).diagnostics().filter { $0.code == page.code }
    #expect(left.count < analysis.diagnostics().count, "\(fixed)")
  }

  @Test(arguments: RuleList.all)
  func isSilencedByItsCodeAndByTheNamesOfOthers(_ page: RulePage) {
    guard page.group != .syntax else { return }
    for name in [page.code] + page.alsoKnownAs {
      let script = "---@diagnostic disable: \(name)\n" + page.wrong
      #expect(DocumentAnalysis(ScriptText(script), in: withExample).diagnostics() == [], "\(name)")
      var workspace = withExample
      workspace.silencedCodes = [name]
      #expect(DocumentAnalysis(ScriptText(page.wrong), in: workspace).diagnostics() == [], "\(name)")
    }
  }

  @Test func hasAPageForEachErrorOfSyntax() {
    let pages = Set(RuleList.all.filter { $0.group == .syntax }.map(\.code))
    #expect(pages == Set(SyntaxError.Code.allCases.map(\.rawValue)))
  }

  @Test func findsEachPageOnce() {
    #expect(Set(RuleList.all.map(\.code)).count == RuleList.all.count)
    #expect(RuleList.all.map(\.code) == RuleList.all.map(\.code).sorted())
    for page in RuleList.all { #expect(RuleList.page(for: page.code) == page) }
    #expect(RuleList.page(for: "undefined-field") != nil)
    #expect(RuleList.page(for: "no-such-code") == nil)
  }

  @Test func everyRuleIsAskedForAllThatItIs() {
    for rule in RuleList.rules {
      #expect((rule.asNodeRule != nil) == (rule is any NodeRule.Type), "\(rule)")
      #expect((rule.asDeclarationRule != nil) == (rule is any DeclarationRule.Type), "\(rule)")
      #expect((rule.asFileRule != nil) == (rule is any FileRule.Type), "\(rule)")
      #expect(rule.asNodeRule != nil || rule.asDeclarationRule != nil || rule.asFileRule != nil, "\(rule)")
    }
  }

  @Test(arguments: RuleList.all)
  func isWrittenInFull(_ page: RulePage) {
    #expect(page.code.allSatisfy { $0.isLowercase || $0 == "-" })
    #expect(page.explanation.hasSuffix(".") || page.explanation.hasSuffix(".)"))
    #expect(page.explanation.contains("\n\n"), "what to do stands in a paragraph of its own")
    #expect(page.wrong.isEmpty == page.right.isEmpty)
  }
}

extension RulePage: CustomTestStringConvertible {
  package var testDescription: String { code }
}
