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
    let offset = context.offset(params.position)
    if let location = await context.libraryLocation(at: offset, .type) { return .locations([location]) }
    let items = context.analysis.typeDefinition(at: offset)
    return items.isEmpty ? nil : .locations(items.compactMap { context.location($0) })
  }
}
