import CofreWorkspace
import LanguageServerProtocol
import Synchronization

/// Reads a saved file again, for clients that do not watch files.
enum DidSaveHandler: NotificationHandler {
  static let method = NotificationMethod.didSave

  static func take(_ params: DidSaveTextDocumentParams, _ server: LanguageServer) {
    guard let path = FileURI.path(params.textDocument.uri) else { return }
    server.workspace.fileChanged(path)
    let client = server.state.withLock { $0.session?.client.workspace }
    if client?.didChangeWatchedFiles?.dynamicRegistration == true {
      server.documentsChanged()
    } else {
      // Whoever does not hear of files beside the open ones hears of them now.
      server.workspace.forgetMissing()
      server.filesChanged()
    }
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.synchronization { $0.save = .options(SaveOptions(includeText: false)) }
  }
}
