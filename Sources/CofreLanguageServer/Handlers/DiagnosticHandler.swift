import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Says what is wrong with a document, for clients that ask.
enum DiagnosticHandler: DocumentRequestHandler {
  static let method = RequestMethod.diagnostic
  static var urgency: Urgency { .background }
  static var nothing: DocumentDiagnosticReport { .full(RelatedFullDocumentDiagnosticReport(items: [])) }
  static var supersededError: ResponseError {
    ResponseError(
      code: .serverCancelled, message: "The document has changed since this was asked.",
      data: ["retriggerRequest": true])
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    guard session.pullsDiagnostics else { return }
    capabilities.diagnosticProvider = .options(
      DiagnosticOptions(interFileDependencies: true, workspaceDiagnostics: true))
  }

  static func answer(_ params: DocumentDiagnosticParams, in context: DocumentContext) -> DocumentDiagnosticReport {
    let id = context.request.history.id(of: context.analysis, plan: context.plan, for: context.document.key)
    if id == params.previousResultId { return .unchanged(RelatedUnchangedDocumentDiagnosticReport(resultId: id)) }
    return .full(
      RelatedFullDocumentDiagnosticReport(
        items: context.diagnostics.map { context.item($0) }, resultId: id))
  }
}
