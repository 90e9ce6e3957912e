import CofreJSON
import LuaSyntax
import Testing

@testable import CofreAnalysis
@testable import CofreCLI

@Suite struct CheckJSONTests {
  @Test func isOneObjectWithAVersion() throws {
    let json = CheckJSON.json(checked("local é = 1\nprint(\"漢\", x)\n"))
    #expect(json["formatVersion"] == 1)
    #expect(json["files"] == 1)
    #expect(json["counts"]?["error"]?.integerValue == 2)
    let last = try #require(json["diagnostics"]?.arrayValue?.last)
    #expect(last["code"] == "undefined-global")
    #expect(last["severity"] == "error")
    #expect(last["file"] == "stack.lua")
    #expect(last["line"] == "print(\"漢\", x)")
    // Columns count bytes.
    #expect(
      last["range"] == [
        "start": ["line": 2, "column": 14, "offset": 26], "end": ["line": 2, "column": 15, "offset": 27],
      ])
  }

  @Test func tellsWhichFixIsMade() throws {
    let json = CheckJSON.json(checked("local x = 1\n"))
    #expect(
      json["diagnostics"]?[0]?["fixes"] == [
        [
          "title": "Rename to '_x'", "isPreferred": true,
          "edits": [
            [
              "range": [
                "start": ["line": 1, "column": 7, "offset": 6], "end": ["line": 1, "column": 8, "offset": 7],
              ], "text": "_x",
            ]
          ],
        ]
      ])
  }

  @Test func nothingWrongIsAnEmptyList() {
    let json = CheckJSON.json(CheckReport(findings: [], fileCount: 3))
    #expect(json["diagnostics"] == [])
    #expect(json["counts"] == ["error": 0, "warning": 0, "information": 0, "hint": 0])
  }
}

@Suite struct CheckAnnotationsTests {
  @Test func isOneCommandALine() {
    #expect(
      CheckAnnotations.text(checked("print(\"漢\", whatever)\nlocal y = 1", path: "infra/stack.lua")) == """
        ::error file=infra/stack.lua,line=1,endLine=1,col=12,endColumn=20,title=Undefined name [undefined-global]\
        ::Nothing defines 'whatever' here, so it is nil.
        ::notice file=infra/stack.lua,line=2,endLine=2,col=7,endColumn=8,title=Unused variable [unused-local]\
        ::Nothing reads 'y'.%0ATake it away, or begin its name with an underscore.
        """)
  }

  @Test func aRangeOfSeveralLinesHasNoColumns() {
    let text = CheckAnnotations.text(checked("do\n  error(\"no\")\n  print(\n    1)\nend"))
    #expect(text.contains("line=3,endLine=4,title="))
  }

  @Test(arguments: [
    ("100%", "100%25", "100%25"),
    ("a:b,c", "a:b,c", "a%3Ab%2Cc"),
    ("one\r\ntwo", "one%0D%0Atwo", "one%0D%0Atwo"),
    ("%0A", "%250A", "%250A"),
  ])
  func nothingLeavesItsPlace(_ text: String, _ data: String, _ property: String) {
    #expect(CheckAnnotations.escapedData(text) == data)
    #expect(CheckAnnotations.escapedProperty(text) == property)
  }

  @Test func aFileCannotBeACommand() {
    let text = CheckAnnotations.text(checked("print(x)", path: "a\n::set-output name=x::y,b.lua"))
    #expect(!text.contains("\n"))
    #expect(text.hasPrefix("::error file=a%0A%3A%3Aset-output name=x%3A%3Ay%2Cb.lua,line=1"))
  }
}

@Suite struct CheckSARIFTests {
  private let script = """
    local aws = require "cofre.aws"
    local s = "漢🙂" .. aws.secretsmanager.Secret("a", { descripton = "x" }).id
    aws.secretsmanager.Secret("a", { description = "x" })
    print({ s }, undefined)
    """

  private func run(_ report: CheckReport) throws -> JSON {
    try #require(CheckSARIF(version: "1.2.3", pages: "https://example.org/").json(report)["runs"]?[0])
  }

  /// What the schema of SARIF 2.1.0 requires of the parts that we write.
  @Test func hasWhatTheSchemaRequires() throws {
    let log = CheckSARIF(version: "1.2.3").json(checked(script))
    #expect(log["version"] == "2.1.0")
    #expect(log["$schema"]?.stringValue?.hasSuffix("sarif-2.1.0.json") == true)
    let run = try #require(log["runs"]?[0])
    #expect(run["tool"]?["driver"]?["name"] == "Cofre")
    #expect(run["columnKind"] == "utf16CodeUnits")
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
    for rule in rules {
      #expect(rule["id"]?.stringValue?.isEmpty == false)
      for member in ["shortDescription", "fullDescription", "help"] {
        #expect(rule[member]?["text"]?.stringValue?.isEmpty == false, "\(member)")
      }
      #expect(["error", "warning", "note"].contains(rule["defaultConfiguration"]?["level"]?.stringValue))
    }
    let results = try #require(run["results"]?.arrayValue)
    #expect(results.count == 3)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integerValue)
      #expect(rules[Int(index)]["id"] == result["ruleId"])
      #expect(["error", "warning", "note"].contains(result["level"]?.stringValue))
      #expect(result["message"]?["text"]?.stringValue?.isEmpty == false)
      try checkPlace(result["locations"]?[0]?["physicalLocation"])
      for related in result["relatedLocations"]?.arrayValue ?? [] { try checkPlace(related["physicalLocation"]) }
      for fix in result["fixes"]?.arrayValue ?? [] {
        let change = try #require(fix["artifactChanges"]?[0])
        #expect(change["artifactLocation"]?["uri"] == "stack.lua")
        let replacement = try #require(change["replacements"]?[0])
        try checkRegion(replacement["deletedRegion"])
        #expect(replacement["insertedContent"]?["text"]?.stringValue != nil)
      }
    }
    #expect(results.contains { $0["fixes"] != nil } && results.contains { $0["relatedLocations"] != nil })
  }

  private func checkPlace(_ place: JSON?) throws {
    let place = try #require(place)
    #expect(place["artifactLocation"] == ["uri": "stack.lua", "uriBaseId": "%SRCROOT%"])
    try checkRegion(place["region"])
  }

  private func checkRegion(_ region: JSON?) throws {
    let numbers = try ["startLine", "startColumn", "endLine", "endColumn"].map { name in
      try #require(region?[name]?.integerValue)
    }
    #expect(numbers.allSatisfy { $0 >= 1 })
    #expect((numbers[0], numbers[1]) <= (numbers[2], numbers[3]))
  }

  @Test func countsColumnsInUTF16() throws {
    let region = try run(checked(script))["results"]?[0]?["locations"]?[0]?["physicalLocation"]?["region"]
    #expect(region == ["startLine": 2, "startColumn": 53, "endLine": 2, "endColumn": 63])
  }

  @Test func rulesHaveTheirPages() throws {
    let rule = try #require(try run(checked("local k = \"\(canary)\"\nprint(k)"))["tool"]?["driver"]?["rules"]?[0])
    #expect(rule["id"] == "hard-coded-secret")
    #expect(rule["name"] == "HardCodedSecret")
    #expect(rule["helpUri"] == "https://example.org/hard-coded-secret.md")
    #expect(rule["help"]?["markdown"]?.stringValue?.contains("```lua") == true)
    #expect(rule["properties"]?["tags"] == ["secret", "security"])
  }

  @Test(arguments: [
    ("a b/ü#?.lua", "a%20b/%C3%BC%23%3F.lua", true), ("../x.lua", "../x.lua", true),
    ("/abs/x y.lua", "file:///abs/x%20y.lua", false),
  ])
  func pathsAreURIs(_ path: String, _ uri: String, _ isRelative: Bool) throws {
    let location = try run(checked("print(x)", path: path))["results"]?[0]?["locations"]?[0]
    let artifact = try #require(location?["physicalLocation"]?["artifactLocation"])
    #expect(artifact["uri"]?.stringValue == uri)
    #expect((artifact["uriBaseId"] != nil) == isRelative)
  }
}

@Suite struct CheckFixerTests {
  private func fixed(_ script: String) -> String {
    let analysis = DocumentAnalysis(ScriptText(script), in: WorkspaceContext())
    let (edits, _) = AnalysisDiagnostic.compatibleFixes(analysis.diagnostics())
    return String(decoding: CheckFixer.applying(edits, to: Array(script.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    ("local x = 1", "local _x = 1"),
    ("local a, b, c = 1, 2, 3", "local _a, _b, _c = 1, 2, 3"),
    ("print(1)", "print(1)"),
    ("local é = 1", "local é = 1"),
    // What is missing has to be written by somebody.
    (
      "local gcp = require \"cofre.gcp\"\ngcp.kms.KeyRing(\"r\", {})",
      "local gcp = require \"cofre.gcp\"\ngcp.kms.KeyRing(\"r\", {})"
    ),
  ])
  func makesThePreferredFixes(_ script: String, _ result: String) { #expect(fixed(script) == result) }

  @Test func howSecretsAreKeptIsNotForItToDecide() {
    let fix = AnalysisDiagnostic.Fix(title: "T", edits: [Edit(0..<1, "x")])
    let secret = AnalysisDiagnostic("placeholder-value", .warning, 0..<1, "S", detail: "D.", fixes: [fix])
    #expect(secret.preferredFix == nil)
    let other = AnalysisDiagnostic("unused-local", .warning, 0..<1, "S", detail: "D.", fixes: [fix])
    #expect(other.preferredFix == fix)
    let choice = AnalysisDiagnostic("unused-local", .warning, 0..<1, "S", detail: "D.", fixes: [fix, fix])
    #expect(choice.preferredFix == nil)
  }

  @Test func fixesThatTouchWaitForTheNextRound() {
    func diagnostic(_ edits: Edit...) -> AnalysisDiagnostic {
      AnalysisDiagnostic("c", .error, 0..<1, "S", detail: "D.", fixes: [.init(title: "T", edits: edits)])
    }
    let (edits, done) = AnalysisDiagnostic.compatibleFixes([
      diagnostic(Edit(4..<6, "a")), diagnostic(Edit(6..<6, "b")), diagnostic(Edit(8..<9, "c"), Edit(5..<5, "d")),
      diagnostic(Edit(0..<1, "e")),
    ])
    #expect(edits == [Edit(0..<1, "e"), Edit(4..<6, "a")])
    #expect(done.count == 2)
    #expect(CheckFixer.applying(edits, to: Array("0123456789".utf8)) == Array("e123a6789".utf8))
  }
}
