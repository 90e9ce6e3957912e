import CofreAnalysis
import LanguageServerProtocol

extension CompletionHandler {
  static func answer(_ params: CompletionParams, in settings: SettingsDocument) -> CompletionResult? {
    // There are few, so that they bring their documentation at once.
    let items = settings.analysis.completions(at: settings.offset(params.position)).map { candidate in
      var item = settings.item(
        candidate, origin: CompletionOrigin(uri: settings.document.uri, position: params.position))
      item.data = nil
      item.documentation = candidate.documentation.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) }
      return item
    }
    return .completionList(CompletionList(isIncomplete: false, items: items))
  }
}
