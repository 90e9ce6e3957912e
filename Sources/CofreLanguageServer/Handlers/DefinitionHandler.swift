import CofreAnalysis
import LanguageServerProtocol

/// Says where the thing at a place is declared.
enum DefinitionHandler: DocumentRequestHandler {
  static let method = RequestMethod.definition
  static var nothing: FoundLocations? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.definitionProvider = .bool(true)
  }

  static func answer(_ params: DefinitionParams, in context: DocumentContext) async -> FoundLocations? {
    await context.found(.definition, at: params.position) { $0.definition(at: $1) }
  }
}
