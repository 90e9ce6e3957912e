import CofreAnalysis
import LanguageServerProtocol

/// Says where the thing at a place is declared, annotations before code.
enum DeclarationHandler: DocumentRequestHandler {
  static let method = RequestMethod.declaration
  static var nothing: FoundLocations? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.declarationProvider = .bool(true)
  }

  static func answer(_ params: DeclarationParams, in context: DocumentContext) async -> FoundLocations? {
    let offset = context.offset(params.position)
    if let location = await context.libraryLocation(at: offset, .declaration) { return .locations([location]) }
    let items = context.analysis.definition(at: offset)
    return items.isEmpty ? nil : .locations(items.compactMap { context.location($0) })
  }
}
