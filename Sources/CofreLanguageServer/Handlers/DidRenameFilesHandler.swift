import CofreWorkspace
import LanguageServerProtocol

/// Looks again at what files there are after the user has moved some.
enum DidRenameFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didRenameFiles

  static func take(_ params: RenameFilesParams, _ server: LanguageServer) {
    for path in params.files.flatMap({ [$0.oldUri, $0.newUri] }).compactMap(FileURI.path) {
      server.workspace.moved(path)
    }
    server.filesChanged()
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.didRename = .scripts }
  }
}
