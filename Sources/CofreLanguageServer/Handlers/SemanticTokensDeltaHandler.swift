import LanguageServerProtocol

/// Says how the meaning of a document's words has changed since it was last said.
enum SemanticTokensDeltaHandler: DocumentRequestHandler {
  static let method = RequestMethod.semanticTokensFullDelta
  static var urgency: Urgency { .background }
  static var nothing: SemanticTokensDeltaResult? { nil }

  static func answer(_ params: SemanticTokensDeltaParams, in context: DocumentContext) -> SemanticTokensDeltaResult? {
    let key = context.document.key
    let tokens = context.request.tokens
    let data = context.tokenData(in: context.wholeFile)
    let old = tokens.data(params.previousResultId, of: key)
    let id = tokens.keep(data, of: key)
    guard let old else { return .semanticTokens(SemanticTokens(data: data, resultId: id)) }
    return .semanticTokensDelta(SemanticTokensDelta(edits: TokenEncoding.edits(from: old, to: data), resultId: id))
  }
}
