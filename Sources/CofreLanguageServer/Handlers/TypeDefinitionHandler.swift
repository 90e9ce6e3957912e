import CofreAnalysis
import LanguageServerProtocol

/// Says where the type of the thing at a place is declared.
enum TypeDefinitionHandler: DocumentRequestHandler {
  static let method = RequestMethod.typeDefinition
  static var nothing: FoundLocations? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.typeDefinitionProvider = .bool(true)
  }

  static func answer(_ params: TypeDefinitionParams, in context: DocumentContext) async -> FoundLocations? {
    await context.found(.type, at: params.position) { $0.typeDefinition(at: $1) }
  }
}
