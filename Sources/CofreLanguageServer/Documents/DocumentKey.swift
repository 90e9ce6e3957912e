import LanguageServerProtocol

/// What tells one document from another, however a client escapes its name: the path, or the URI of what is no file.
struct DocumentKey: Hashable, Sendable {
  /// The path of the file; nil for a document that is none, such as one that was never saved.
  let path: String?
  let text: String

  init(_ uri: DocumentURI) {
    path = FileURI.path(uri)
    text = path ?? uri.text
  }

  init(path: String) {
    self.path = path
    text = path
  }

  /// The folder that the file is in; nil for what is no file.
  var folder: String? {
    guard let path, let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  var isLua: Bool { text.hasSuffix(".lua") }
}
