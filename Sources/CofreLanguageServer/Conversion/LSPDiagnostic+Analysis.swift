import CofreAnalysis
import LanguageServerProtocol

extension LSPDiagnostic {
  init(_ diagnostic: AnalysisDiagnostic, range: LSPRange) {
    self.init(range: range, message: diagnostic.text)
    severity = diagnostic.severity.itemSeverity
    code = .string(diagnostic.code)
    source = "cofre"
  }
}

extension DocumentPlaces {
  func item(_ diagnostic: AnalysisDiagnostic) -> LSPDiagnostic {
    var item = LSPDiagnostic(diagnostic, range: range(diagnostic.range))
    let tags: [DiagnosticTag] = diagnostic.tags.map { $0 == .deprecated ? .deprecated : .unnecessary }
    if !tags.isEmpty { item.tags = tags }
    let related = diagnostic.related.compactMap { related in
      location(related.location).map { DiagnosticRelatedInformation(location: $0, message: related.message) }
    }
    if !related.isEmpty { item.relatedInformation = related }
    return item
  }
}

extension AnalysisDiagnostic {
  /// What is shown: the summary is left to the code, as editors have little room.
  fileprivate var text: String { hint.map { "\(detail)\n\($0)" } ?? detail }
}

extension AnalysisDiagnostic.Severity {
  fileprivate var itemSeverity: DiagnosticSeverity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .information: .information
    case .hint: .hint
    }
  }
}
