import CofreJSON
import LanguageServerProtocol

/// Says what the words of a part of a document mean.
enum SemanticTokensRangeHandler: DocumentRequestHandler {
  static let method = RequestMethod.semanticTokensRange
  static var urgency: Urgency { .background }
  static var nothing: SemanticTokens? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.semanticTokens { $0.range = true }
  }

  static func answer(_ params: SemanticTokensRangeParams, in context: DocumentContext) -> SemanticTokens? {
    SemanticTokens(data: context.tokenData(in: context.bytes(params.range)))
  }
}
