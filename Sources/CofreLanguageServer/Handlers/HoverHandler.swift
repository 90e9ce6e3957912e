import CofreAnalysis
import LanguageServerProtocol

/// Says what the thing at a place is.
enum HoverHandler: DocumentRequestHandler {
  static let method = RequestMethod.hover
  static var nothing: Hover? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.hoverProvider = .bool(true)
  }

  static func answer(_ params: HoverParams, in context: DocumentContext) -> Hover? {
    guard let text = context.analysis.hover(at: context.offset(params.position)) else { return nil }
    return Hover(
      contents: .markupContent(MarkupContent(kind: .markdown, value: text.markdown)), range: context.range(text.range))
  }
}
