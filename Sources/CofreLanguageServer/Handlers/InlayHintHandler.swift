import CofreAnalysis
import LanguageServerProtocol

/// Gives the short texts that are shown between the words of a part of a document.
enum InlayHintHandler: DocumentRequestHandler {
  static let method = RequestMethod.inlayHint
  static var urgency: Urgency { .background }
  static var nothing: [InlayHint]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.inlayHintProvider = .bool(true)
  }

  static func answer(_ params: InlayHintParams, in context: DocumentContext) -> [InlayHint]? {
    let range = context.bytes(params.range)
    let planned = context.plan.map { context.analysis.planHints($0, in: range) } ?? []
    return (context.analysis.inlayHints(in: range, context.request.settings.hints) + planned).map { item in
      var hint = InlayHint(position: context.position(item.offset), label: .string(item.label))
      switch item.kind {
      case .type: hint.kind = .type
      case .parameter:
        hint.kind = .parameter
        hint.paddingRight = true
      case .value: hint.paddingLeft = true
      }
      hint.tooltip = item.tooltip.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) }
      return hint
    }
  }
}
