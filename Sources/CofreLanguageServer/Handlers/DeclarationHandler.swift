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
    await context.found(.declaration, at: params.position) { $0.definition(at: $1) }
  }
}
