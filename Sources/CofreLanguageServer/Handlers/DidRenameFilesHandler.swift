import LanguageServerProtocol

/// Looks again at what files there are after the user has moved some.
enum DidRenameFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didRenameFiles

  static func take(_ params: RenameFilesParams, _ server: LanguageServer) {
    server.filesMoved(params.files.flatMap { [$0.oldUri, $0.newUri] })
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.didRename = .scripts }
  }
}
