import CofreAnalysis
import LanguageServerProtocol

extension DiagnosticHandler {
  static func answer(_ params: DocumentDiagnosticParams, in settings: SettingsDocument) -> DocumentDiagnosticReport {
    let id = settings.request.history.id(of: settings.analysis, for: settings.document.key)
    if id == params.previousResultId { return .unchanged(RelatedUnchangedDocumentDiagnosticReport(resultId: id)) }
    return .full(
      RelatedFullDocumentDiagnosticReport(
        items: settings.analysis.diagnostics().map { settings.item($0) }, resultId: id))
  }
}
