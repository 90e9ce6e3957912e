import CofreAnalysis
import LanguageServerProtocol

/// Says where the thing at a place is used in the document.
enum DocumentHighlightHandler: DocumentRequestHandler {
  static let method = RequestMethod.documentHighlight
  static var nothing: [DocumentHighlight]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.documentHighlightProvider = .bool(true)
  }

  static func answer(_ params: DocumentHighlightParams, in context: DocumentContext) -> [DocumentHighlight]? {
    context.analysis.highlights(at: context.offset(params.position)).map {
      DocumentHighlight(range: context.range($0.range), kind: $0.isWrite ? .write : .read)
    }
  }
}
