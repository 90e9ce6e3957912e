import CofreAnalysis
import LanguageServerProtocol

extension DiagnosticHandler {
  static func answer(_ params: DocumentDiagnosticParams, in settings: SettingsDocument) -> DocumentDiagnosticReport {
    .full(RelatedFullDocumentDiagnosticReport(items: settings.analysis.diagnostics().map { settings.item($0) }))
  }
}
