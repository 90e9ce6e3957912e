import CofreJSON
import LanguageServerProtocol

/// Says where a link leads whose file is made only now.
enum DocumentLinkResolveHandler: RequestHandler {
  static let method = RequestMethod.documentLinkResolve

  static func answer(_ link: DocumentLink, _ context: RequestContext) async throws -> DocumentLink {
    guard let module = link.data?["module"]?.stringValue,
      let (path, _) = await context.definitions?.file(of: module)
    else { return link }
    var link = link
    link.target = FileURI.uri(path).text
    return link
  }
}
