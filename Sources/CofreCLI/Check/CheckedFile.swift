import CofreAnalysis
import CofreModel
import LuaSyntax

/// Makes findings of what was said of one file: with places for people, excerpts, and nothing secret.
struct CheckedFile {
  /// As the user knows it.
  var path: String
  var lines: LineTable
  private let bytes: [UInt8]
  /// Nil for files of which nothing is shown.
  private let mask: SecretMask?
  private let showsLines: Bool
  private let hiddenTexts: [String]

  /// A Lua file.
  init(path: String, analysis: DocumentAnalysis) {
    self.path = path
    lines = analysis.file.lines
    bytes = analysis.file.source
    let mask = SecretMask(analysis.file, known: analysis.secretRanges())
    self.mask = mask
    showsLines = true
    // Short texts stand in messages by chance.
    hiddenTexts = mask.hiddenTexts().filter { $0.utf8.count >= 5 }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// A settings file, whose lines are shown only when it holds no values.
  init(path: String, settings bytes: [UInt8], showsLines: Bool) {
    self.path = path
    self.bytes = bytes
    self.showsLines = showsLines
    lines = LineTable(bytes)
    mask = nil
    hiddenTexts = []
  }

  /// What is told of a diagnostic; `place` finds the file of a second place.
  func finding(
    _ diagnostic: AnalysisDiagnostic, place: (LocationItem) -> CheckReport.Place?
  ) -> CheckReport.Finding {
    var told = diagnostic
    told.detail = withoutSecrets(diagnostic.detail)
    told.hint = diagnostic.hint.map(withoutSecrets)
    let related = diagnostic.related.compactMap { related in
      (related.location.path == nil ? self.place(related.location.range) : place(related.location))
        .map { ($0, withoutSecrets(related.message)) }
    }
    return CheckReport.Finding(
      diagnostic: told, place: self.place(diagnostic.range), excerpt: excerpt(diagnostic.range), related: related,
      fixes: diagnostic.fixes.filter { fix in
        guard !fix.edits.isEmpty else { return false }
        let texts = fix.edits.map(\.text) + [fix.title]
        return !texts.contains { text in hiddenTexts.contains { text.contains($0) } }
      })
  }

  /// The finding for what is wrong with the settings.
  func finding(_ diagnostic: Diagnostic) -> CheckReport.Finding {
    let severity: AnalysisDiagnostic.Severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .information: .information
      }
    let line = max(0, (diagnostic.location?.line ?? 1) - 1)
    let range = lines.range(ofLine: line)
    let start = min(range.upperBound, range.lowerBound + max(0, (diagnostic.location?.column ?? 1) - 1))
    return finding(
      AnalysisDiagnostic(
        diagnostic.code, severity, start..<range.upperBound, diagnostic.summary, detail: diagnostic.detail,
        hint: diagnostic.hint)
    ) { _ in nil }
  }

  func place(_ range: Range<Int>) -> CheckReport.Place {
    CheckReport.Place(path: path, range: range, lines: lines)
  }

  private func excerpt(_ range: Range<Int>) -> SourceExcerpt? {
    guard showsLines else { return nil }
    let number = lines.line(at: range.lowerBound)
    let line = lines.range(ofLine: number)
    let start = line.lowerBound
    let marked = range.clamped(to: line)
    return SourceExcerpt(
      number: number + 1, line: Array(bytes[line]), marked: marked.lowerBound - start..<marked.upperBound - start,
      hidden: (mask?.ranges(onLine: line) ?? []).map { $0.lowerBound - start..<$0.upperBound - start })
  }

  private func withoutSecrets(_ text: String) -> String {
    hiddenTexts.reduce(text) { text, hidden in
      text.contains(hidden) ? text.replacing(hidden, with: SourceExcerpt.hiddenMark) : text
    }
  }
}
