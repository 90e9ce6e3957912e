import CofreAnalysis
import LuaSyntax

/// A check's findings as people read them, the way good compilers tell theirs.
package struct CheckText {
  var style: Style

  init(style: Style) { self.style = style }

  /// Without colours.
  package init() { style = Style(isOn: false) }

  /// All of the report; ends without an end of line.
  package func text(_ report: CheckReport) -> String {
    var parts = report.findings.map { text($0) + "\n" }
    parts += report.fixed.map {
      "fixed \(Self.shown($0.path)):\($0.line): \($0.title.withoutControlCharacters) [\($0.code)]"
    }
    if !report.fixed.isEmpty { parts[parts.count - 1] += "\n" }
    return (parts + [summary(report)]).joined(separator: "\n")
  }

  package func text(_ finding: CheckReport.Finding) -> String {
    let diagnostic = finding.diagnostic
    let start = finding.place.start
    let word = colored(diagnostic.severity)("\(CheckLevel(diagnostic.severity).rawValue)[\(diagnostic.code)]")
    let margin = String(repeating: " ", count: String(start.line).count)
    var text = "\(word)\(style.bold(": \(diagnostic.summary)"))"
    text += "\n  \(margin)\(style.dim("-->")) \(Self.shown(finding.place.path)):\(start.line):\(start.column)"
    if let excerpt = finding.excerpt {
      text += "\n  \(margin)\(style.dim(" |"))"
      text += "\n" + Self.indented(excerpt.text(style, color: colored(diagnostic.severity)))
    }
    text += "\n" + Self.indented(diagnostic.detail.withoutControlCharacters)
    if let hint = diagnostic.hint { text += "\n  \(style.dim("hint:")) \(Self.continued(hint))" }
    for related in finding.related {
      let start = related.place.start
      let place = "\(Self.shown(related.place.path)):\(start.line):\(start.column):"
      text += "\n  \(style.dim(place)) \(Self.continued(related.message))"
    }
    return text
  }

  /// "2 errors, 1 warning in 12 files", and what to do next.
  package func summary(_ report: CheckReport) -> String {
    let counts = CheckLevel.allCases.map { (report.count($0), $0.rawValue) }.filter { $0.0 > 0 }
    let files = Self.counted(report.fileCount, "file")
    var text = counts.isEmpty ? "no problems" : counts.map { Self.counted($0.0, $0.1) }.joined(separator: ", ")
    text = style.bold("\(text) in \(files)")
    if !report.fixed.isEmpty { text += ", \(Self.counted(report.fixed.count, "problem")) fixed" }
    if counts.isEmpty { return text }
    if report.fixableCount > 0 { text += "; --fix puts \(report.fixableCount) right" }
    let codes = Set(report.findings.map(\.diagnostic.code))
    return text + "; 'cofre explain \(codes.count == 1 ? codes.first ?? "CODE" : "CODE")' tells more"
  }

  private func colored(_ severity: AnalysisDiagnostic.Severity) -> (String) -> String {
    switch CheckLevel(severity) {
    case .error: style.red
    case .warning: style.yellow
    case .note: style.blue
    }
  }

  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// A path on one line; a file may have any name.
  private static func shown(_ path: String) -> String {
    path.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\x0a").withoutControlCharacters
  }

  private static func indented(_ text: String) -> String { "  " + continued(text) }

  private static func continued(_ text: String) -> String {
    // Most texts are one line, which bytes tell sooner than characters.
    text.utf8.contains(UInt8(ascii: "\n"))
      ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ") : text
  }
}
