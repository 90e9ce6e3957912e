import CofreAnalysis
import LanguageServerProtocol

extension HoverHandler {
  static func answer(_ params: HoverParams, in settings: SettingsDocument) -> Hover? {
    guard let text = settings.analysis.hover(at: settings.offset(params.position)) else { return nil }
    return Hover(
      contents: .markupContent(MarkupContent(kind: .markdown, value: text.markdown)), range: settings.range(text.range))
  }
}
