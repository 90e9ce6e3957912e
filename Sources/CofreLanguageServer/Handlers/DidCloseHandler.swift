import LanguageServerProtocol

/// Closes a document: from now on the disk says what its text is.
enum DidCloseHandler: NotificationHandler {
  static let method = NotificationMethod.didClose

  static func take(_ params: DidCloseTextDocumentParams, _ server: LanguageServer) {
    server.close(params.textDocument.uri)
  }
}
