import CofreAnalysis
import LanguageServerProtocol

/// Says where the thing at a place is used, in all files of the project.
enum ReferencesHandler: DocumentRequestHandler {
  static let method = RequestMethod.references
  static var nothing: [Location]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.referencesProvider = .options(ReferenceOptions(workDoneProgress: true))
  }

  static func answer(_ params: ReferenceParams, _ context: RequestContext) async throws -> [Location]? {
    try await context.progress.during("Finding references", token: params.workDoneToken) {
      if let settings = try await context.settingsDocument(params.textDocument.uri) {
        return answer(params, in: settings)
      }
      guard let document = try await context.document(params.textDocument.uri) else { return nothing }
      return answer(params, in: document)
    }
  }

  static func answer(_ params: ReferenceParams, in context: DocumentContext) -> [Location]? {
    context.locations(
      context.analysis.references(
        at: context.offset(params.position), includingDeclaration: params.context.includeDeclaration))
  }
}
