import LanguageServerProtocol

/// Says what the words of a document mean.
enum SemanticTokensFullHandler: DocumentRequestHandler {
  static let method = RequestMethod.semanticTokensFull
  static var urgency: Urgency { .background }
  static var nothing: SemanticTokens? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.semanticTokens { $0.full = .semanticTokensFullDelta(SemanticTokensFullDelta(delta: true)) }
  }

  static func answer(_ params: SemanticTokensParams, in context: DocumentContext) -> SemanticTokens? {
    let data = context.tokenData(in: context.wholeFile)
    return SemanticTokens(data: data, resultId: context.request.tokens.keep(data, of: context.document.key))
  }
}

extension ServerCapabilities {
  /// Adds to what is announced of semantic tokens, which several requests share.
  mutating func semanticTokens(_ change: (inout SemanticTokensOptions) -> Void) {
    var options = SemanticTokensOptions(legend: TokenEncoding.legend)
    if case .options(let known) = semanticTokensProvider { options = known }
    change(&options)
    semanticTokensProvider = .options(options)
  }
}
