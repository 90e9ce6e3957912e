import CofreAnalysis
import LanguageServerProtocol

/// Says what of a document leads to files and pages.
enum DocumentLinkHandler: DocumentRequestHandler {
  static let method = RequestMethod.documentLink
  static var urgency: Urgency { .background }
  static var nothing: [DocumentLink]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.documentLinkProvider = DocumentLinkOptions()
  }

  static func answer(_ params: DocumentLinkParams, in context: DocumentContext) -> [DocumentLink]? {
    links(context.analysis.documentLinks(), in: context)
  }

  static func links(_ items: [LinkItem], in document: some DocumentPlaces) -> [DocumentLink] {
    let showsTooltips = document.session.client.textDocument?.documentLink?.tooltipSupport == true
    return items.map { item in
      let target: String
      switch item.target {
      case .file(let path): target = FileURI.uri(path).text
      case .web(let address): target = address
      }
      return DocumentLink(
        range: document.range(item.range), target: target, tooltip: showsTooltips ? item.tooltip : nil)
    }
  }
}
