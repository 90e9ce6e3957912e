import CofreAnalysis
package import CofreJSON
import LuaSyntax

/// A check's findings in the Static Analysis Results Interchange Format 2.1.0, as code scanning services read them.
package struct CheckSARIF {
  /// What relative paths start from, as GitHub calls it.
  private static let base = "%SRCROOT%"

  /// The version of Cofre.
  var version: String
  /// Where the pages of codes are, as a URI that a code and `.md` are added to; nil while they are nowhere.
  var pages: String?

  package init(version: String, pages: String? = nil) {
    self.version = version
    self.pages = pages
  }

  package func json(_ report: CheckReport) -> JSON {
    let codes = Set(report.findings.map(\.diagnostic.code)).sorted()
    let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let levels = Dictionary(
      report.findings.map { ($0.diagnostic.code, CheckLevel($0.diagnostic.severity)) },
      uniquingKeysWith: { first, _ in first }
    )
    let driver: JSON = [
      "name": "Cofre", "semanticVersion": .string(version), "version": .string(version),
      "rules": .array(codes.map { descriptor($0, levels[$0] ?? .warning) }),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "utf16CodeUnits",
          "originalUriBaseIds": .object([Self.base: ["description": ["text": "The folder that the paths start from."]]]
          ),
          "invocations": [["executionSuccessful": true]],
          "results": .array(report.findings.map { result($0, indices) }),
        ]
      ],
    ]
  }

  private func descriptor(_ code: String, _ level: CheckLevel) -> JSON {
    var object: JSONObject = ["id": .string(code), "name": .string(Self.pascalCase(code))]
    let page = RuleList.page(for: code)
    let summary = page?.summary ?? code
    object["shortDescription"] = ["text": .string(summary)]
    object["fullDescription"] = ["text": .string(page.map(Self.firstParagraph) ?? summary)]
    if let page {
      let text = ExplainText(style: Style(isOn: false)).text(page)
      object["help"] = ["text": .string(text), "markdown": .string(ExplainText.markdown(page))]
      if let pages { object["helpUri"] = .string("\(pages)\(code).md") }
    }
    object["defaultConfiguration"] = ["level": .string((page.map { CheckLevel($0.severity) } ?? level).rawValue)]
    var properties: JSONObject = [:]
    if let page { properties["tags"] = .array([.string(page.group.rawValue)]) }
    if page?.group == .secret {
      properties["tags"] = ["secret", "security"]
      properties["security-severity"] = "7.0"
    }
    if !properties.isEmpty { object["properties"] = .object(properties) }
    return .object(object)
  }

  private static func firstParagraph(_ page: RulePage) -> String {
    let lines = page.explanation.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    return lines.joined(separator: " ")
  }

  private func result(_ finding: CheckReport.Finding, _ indices: [String: Int]) -> JSON {
    let diagnostic = finding.diagnostic
    let text = diagnostic.hint.map { "\(diagnostic.detail) \($0)" } ?? diagnostic.detail
    var object: JSONObject = [
      "ruleId": .string(diagnostic.code), "ruleIndex": .integer(Int64(indices[diagnostic.code] ?? -1)),
      "level": .string(CheckLevel(diagnostic.severity).rawValue), "message": ["text": .string(text)],
      "locations": [["physicalLocation": location(finding.place)]],
    ]
    if !finding.related.isEmpty {
      object["relatedLocations"] = .array(
        finding.related.enumerated().map { index, related in
          [
            "id": .integer(Int64(index)), "physicalLocation": location(related.place),
            "message": ["text": .string(related.message)],
          ]
        })
    }
    if !finding.fixes.isEmpty { object["fixes"] = .array(finding.fixes.map { fix($0, in: finding.place) }) }
    return .object(object)
  }

  private func fix(_ fix: AnalysisDiagnostic.Fix, in place: CheckReport.Place) -> JSON {
    let replacements = fix.edits.map { edit -> JSON in
      var place = place
      place.range = edit.range
      return ["deletedRegion": region(place), "insertedContent": ["text": .string(edit.text)]]
    }
    return [
      "description": ["text": .string(fix.title)],
      "artifactChanges": [["artifactLocation": artifact(place.path), "replacements": .array(replacements)]],
    ]
  }

  private func location(_ place: CheckReport.Place) -> JSON {
    ["artifactLocation": artifact(place.path), "region": region(place)]
  }

  /// A path as a URI reference; one that is outside of the base is a URI of its own.
  private func artifact(_ path: String) -> JSON {
    if path.hasPrefix("/") { return ["uri": .string("file://" + Self.encoded(path))] }
    return ["uri": .string(Self.encoded(path)), "uriBaseId": .string(Self.base)]
  }

  /// Lines and columns from 1, columns in UTF-16 code units, the end behind the last one.
  private func region(_ place: CheckReport.Place) -> JSON {
    let start = place.position(place.range.lowerBound, .utf16)
    let end = place.position(place.range.upperBound, .utf16)
    return [
      "startLine": .integer(Int64(start.line)), "startColumn": .integer(Int64(start.column)),
      "endLine": .integer(Int64(end.line)), "endColumn": .integer(Int64(end.column)),
    ]
  }

  private static func pascalCase(_ code: String) -> String {
    code.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// A path with what a URI cannot hold percent-encoded.
  private static func encoded(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
