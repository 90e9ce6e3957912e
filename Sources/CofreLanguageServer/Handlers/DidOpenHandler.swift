import CofreWorkspace
import LanguageServerProtocol

/// Opens a document: from now on the client says what its text is.
enum DidOpenHandler: NotificationHandler {
  static let method = NotificationMethod.didOpen

  static func take(_ params: DidOpenTextDocumentParams, _ server: LanguageServer) {
    let item = params.textDocument
    let text = server.workspace.text(Array(item.text.utf8), openedAt: DocumentKey(item.uri).path)
    server.put(DocumentSnapshot(uri: item.uri, language: item.languageId, version: item.version, text: text))
    server.prepareSearches()
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.synchronization { $0.openClose = true }
  }
}
