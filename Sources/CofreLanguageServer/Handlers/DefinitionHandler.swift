import CofreAnalysis
import LanguageServerProtocol

/// Says where the thing at a place is declared.
enum DefinitionHandler: DocumentRequestHandler {
  static let method = RequestMethod.definition
  static var nothing: FoundLocations? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.definitionProvider = .bool(true)
  }

  static func answer(_ params: DefinitionParams, in context: DocumentContext) -> FoundLocations? {
    let items = context.analysis.definition(at: context.offset(params.position))
    return items.isEmpty ? nil : .locations(context.locations(items))
  }
}
