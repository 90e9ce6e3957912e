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
    let offset = context.offset(params.position)
    if let location = await context.libraryLocation(at: offset, .definition) { return .locations([location]) }
    let items = context.analysis.definition(at: offset)
    return items.isEmpty ? nil : .locations(context.locations(items))
  }
}
