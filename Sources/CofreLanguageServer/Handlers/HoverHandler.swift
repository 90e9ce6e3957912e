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
    let offset = context.offset(params.position)
    let recorded = context.plan.flatMap { context.analysis.planHover($0, at: offset) }
    let texts = [context.analysis.hover(at: offset), recorded].compactMap(\.self)
    guard let range = texts.first?.range else { return nil }
    return Hover(
      contents: .markupContent(
        MarkupContent(kind: .markdown, value: texts.map(\.markdown).joined(separator: "\n\n---\n\n"))),
      range: context.range(range))
  }
}
