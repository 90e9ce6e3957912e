import CofreAnalysis
package import CofreJSON
import LuaSyntax

/// A check's findings for programs: one object; docs/check.md describes it.
package enum CheckJSON {
  package static func json(_ report: CheckReport) -> JSON {
    var counts: JSONObject = [:]
    for severity in [AnalysisDiagnostic.Severity.error, .warning, .information, .hint] {
      let count = report.findings.count { $0.diagnostic.severity == severity }
      counts[severity.rawValue] = .integer(Int64(count))
    }
    return JSONDocument.json([
      "files": .integer(Int64(report.fileCount)), "counts": .object(counts),
      "diagnostics": .array(report.findings.map(json)), "fixed": .array(report.fixed.map(json)),
    ])
  }

  private static func json(_ finding: CheckReport.Finding) -> JSON {
    let diagnostic = finding.diagnostic
    var object: JSONObject = [
      "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
      "summary": .string(diagnostic.summary), "detail": .string(diagnostic.detail),
    ]
    object["hint"] = diagnostic.hint.map { .string($0) }
    object["file"] = .string(finding.place.path)
    object["range"] = range(finding.place)
    object["line"] = finding.excerpt.map { .string($0.shownLine) }
    object["tags"] = .array(diagnostic.tags.map { .string($0.rawValue) })
    object["related"] = .array(
      finding.related.map { place, message in
        ["file": .string(place.path), "range": range(place), "message": .string(message)]
      })
    object["fixes"] = .array(
      finding.fixes.map { fix in
        [
          "title": .string(fix.title), "isPreferred": .bool(fix == diagnostic.preferredFix),
          "edits": .array(fix.edits.map { edit($0, in: finding.place) }),
        ]
      })
    return .object(object)
  }

  private static func json(_ fixed: CheckReport.Fixed) -> JSON {
    [
      "file": .string(fixed.path), "line": .integer(Int64(fixed.line)), "code": .string(fixed.code),
      "title": .string(fixed.title),
    ]
  }

  private static func edit(_ edit: Edit, in place: CheckReport.Place) -> JSON {
    var place = place
    place.range = edit.range
    return ["range": range(place), "text": .string(edit.text)]
  }

  /// Lines and columns from 1, columns in bytes, the end behind the last one; offsets from 0.
  private static func range(_ place: CheckReport.Place) -> JSON {
    func json(_ position: Position, _ offset: Int) -> JSON {
      [
        "line": .integer(Int64(position.line)), "column": .integer(Int64(position.column)),
        "offset": .integer(Int64(offset)),
      ]
    }
    return ["start": json(place.start, place.range.lowerBound), "end": json(place.end, place.range.upperBound)]
  }
}
