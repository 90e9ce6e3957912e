import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Says what of a document leads to files and pages.
enum DocumentLinkHandler: DocumentRequestHandler {
  static let method = RequestMethod.documentLink
  static var urgency: Urgency { .background }
  static var nothing: [DocumentLink]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.documentLinkProvider = DocumentLinkOptions(resolveProvider: true)
  }

  static func answer(_ params: DocumentLinkParams, in context: DocumentContext) -> [DocumentLink]? {
    links(context.analysis.documentLinks(), in: context)
  }

  static func links(_ items: [LinkItem], in document: some DocumentPlaces) -> [DocumentLink] {
    let showsTooltips = document.session.client.textDocument?.documentLink?.tooltipSupport == true
    return items.compactMap { item in
      var link = DocumentLink(range: document.range(item.range), tooltip: showsTooltips ? item.tooltip : nil)
      switch item.target {
      case .file(let path): link.target = FileURI.uri(path).text
      case .web(let address): link.target = address
      // Its file is made for somebody who follows the link.
      case .definitions(let module):
        guard document.request.definitions != nil else { return nil }
        link.data = ["module": .string(module)]
      }
      return link
    }
  }
}
