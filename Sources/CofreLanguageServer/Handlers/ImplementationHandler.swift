import CofreAnalysis
import LanguageServerProtocol

/// Says where the code gives what an annotation declares.
enum ImplementationHandler: DocumentRequestHandler {
  static let method = RequestMethod.implementation
  static var nothing: FoundLocations? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.implementationProvider = .bool(true)
  }

  static func answer(_ params: ImplementationParams, in context: DocumentContext) -> FoundLocations? {
    context.found(context.analysis.implementations(at: context.offset(params.position)))
  }
}
