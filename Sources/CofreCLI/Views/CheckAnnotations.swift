import CofreAnalysis
import LuaSyntax

/// A check's findings as workflow commands, which GitHub shows beside the lines of a change.
package enum CheckAnnotations {
  /// One command a line; empty for nothing.
  package static func text(_ report: CheckReport) -> String {
    report.findings.map(command).joined(separator: "\n")
  }

  private static func command(_ finding: CheckReport.Finding) -> String {
    let diagnostic = finding.diagnostic
    let place = finding.place
    // Columns are only looked at when a range is of one line, and count characters.
    let start = place.position(place.range.lowerBound, .utf16)
    let end = place.position(place.range.upperBound, .utf16)
    var properties = [
      ("file", place.path), ("line", String(start.line)), ("endLine", String(end.line)),
    ]
    if start.line == end.line {
      properties += [("col", String(start.column)), ("endColumn", String(end.column))]
    }
    properties.append(("title", "\(diagnostic.summary) [\(diagnostic.code)]"))
    let text = diagnostic.hint.map { "\(diagnostic.detail)\n\($0)" } ?? diagnostic.detail
    let list = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    return "::\(word(diagnostic.severity)) \(list)::\(escapedData(text))"
  }

  private static func word(_ severity: AnalysisDiagnostic.Severity) -> String {
    switch CheckLevel(severity) {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  /// The text of a command's message: whatever ends a line would end the command.
  static func escapedData(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        switch scalar {
        case "%": "%25"
        case "\r": "%0D"
        case "\n": "%0A"
        default: String(scalar)
        }
      }.joined())
  }

  static func escapedProperty(_ text: String) -> String {
    String(
      escapedData(text).unicodeScalars.map { scalar in
        switch scalar {
        case ":": "%3A"
        case ",": "%2C"
        default: String(scalar)
        }
      }.joined())
  }
}
