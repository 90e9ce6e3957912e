import CofreJSON
import Testing

@testable import CofreAnalysis
@testable import CofreCLI

/// No format shows a value, whatever else is wrong on its line.
@Suite struct CheckSecretsTests {
  private static let head = "local cofre = require \"cofre\"\nlocal aws = require \"cofre.aws\"\n"

  private func formats(_ report: CheckReport) -> [String] {
    [
      CheckText().text(report), CheckJSON.json(report).text(.pretty), CheckAnnotations.text(report),
      CheckSARIF(version: "1").json(report).text(.pretty),
    ]
  }

  /// Scripts in which `$` is the value, each with something wrong on its line.
  @Test(arguments: [
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = \"$\" })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = \"$\", oops = 1 })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = \"a\" .. \"$\" })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = (\"$\") })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = cofre.secret(\"$\") })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = cofre.secret \"$\" })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = [[$]] })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = [==[$]==] })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = [==[$",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = { \"$\" } })",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = \"$",
    "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = '$ })",
    "local v = \"$\", oops\naws.secretsmanager.SecretVersion(\"v\", { secret_string = v })",
    "local v\nv = \"$\", oops\naws.secretsmanager.SecretVersion(\"v\", { secret_string = v })",
    "v = \"$\", oops\naws.secretsmanager.SecretVersion(\"v\", { secret_string = v })",
    "local a, password = \"\", \"$\"",
    "local password, unused = \"$\"",
    "local t, unused = { [\"api_key\"] = \"$\" }",
    "print(oops) -- was $ once",
    "print(oops, \"$\")",
    "local x = = \"$\"",
    "---@diagnostic disable: hard-coded-secret\nlocal x = oops .. \"$\"",
  ])
  func noFormatShowsAValue(_ script: String) {
    for value in [canary, "hunter2-canary"] {
      // A value that does not look like one is known by what it is given to alone.
      let isTold = script.contains("secret_string = ") || script.contains("password") || script.contains("api_key")
      guard value == canary || isTold else { continue }
      let report = checked(Self.head + script.replacing("$", with: value))
      #expect(!report.findings.isEmpty)
      for text in formats(report) { #expect(!text.contains(value), "\(text)") }
    }
  }

  @Test func neitherDoesItWhenTheCodeIsAllowed() {
    let workspace = WorkspaceContext(silencedCodes: ["hard-coded-secret"])
    let script = "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = \"hunter2-canary\" })"
    let report = checked(Self.head + script, in: workspace)
    #expect(report.findings.map(\.diagnostic.code).contains("wrong-type"))
    for text in formats(report) { #expect(!text.contains("canary")) }
  }

  @Test func numbersAreSecretsTooWhereOneIsWanted() {
    let script = "aws.secretsmanager.SecretVersion(\"v\", { secret_id = 5, secret_string = 90125318 })"
    for text in formats(checked(Self.head + script)) { #expect(!text.contains("90125318"), "\(text)") }
  }

  @Test func otherTextsAreShown() throws {
    let report = checked(
      Self.head + "aws.secretsmanager.Secret(\"plain\", { description = \"words\", oops = \"more\" })")
    let excerpt = try #require(report.findings.compactMap(\.excerpt).last)
    #expect(excerpt.hidden.isEmpty)
  }

  @Test func aFixThatRepeatsAValueIsNotTold() {
    let analysis = DocumentAnalysis(ScriptText("local x = \"\(canary)\"\nprint(x)"), in: WorkspaceContext())
    let diagnostic = AnalysisDiagnostic(
      "hard-coded-secret", .warning, 10..<20, "Secret", detail: "It is \(canary).",
      fixes: [
        AnalysisDiagnostic.Fix(title: "Move it", edits: [Edit(0..<0, "config \(canary)")]),
        AnalysisDiagnostic.Fix(title: "Take it away", edits: [Edit(10..<20, "nil")]),
      ])
    let finding = CheckedFile(path: "a.lua", analysis: analysis).finding(diagnostic) { _ in nil }
    #expect(finding.fixes.map(\.title) == ["Take it away"])
    #expect(finding.diagnostic.detail == "It is [secret].")
  }
}
