import CofreWorkspace
import LanguageServerProtocol

/// Reads a saved file again, for clients that do not watch files.
enum DidSaveHandler: NotificationHandler {
  static let method = NotificationMethod.didSave

  static func take(_ params: DidSaveTextDocumentParams, _ server: LanguageServer) {
    guard let path = FileURI.path(params.textDocument.uri) else { return }
    server.workspace.fileChanged(path)
    server.documentsChanged()
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.synchronization { $0.save = .options(SaveOptions(includeText: false)) }
  }
}
