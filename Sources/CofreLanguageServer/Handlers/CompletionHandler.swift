import CofreAnalysis
import LanguageServerProtocol

/// Says what could be written at a place.
enum CompletionHandler: DocumentRequestHandler {
  static let method = RequestMethod.completion
  static var nothing: CompletionResult? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.completionProvider = CompletionOptions(
      triggerCharacters: CompletionTrigger.all.map(String.init), resolveProvider: true)
  }

  static func answer(_ params: CompletionParams, in context: DocumentContext) -> CompletionResult? {
    let trigger = params.context?.triggerCharacter.flatMap(\.first)
    let candidates = context.analysis.completions(at: context.offset(params.position), after: trigger)
    let origin = CompletionOrigin(uri: params.textDocument.uri, position: params.position)
    return .completionList(
      CompletionList(isIncomplete: false, items: candidates.map { context.item($0, origin: origin) }))
  }
}
