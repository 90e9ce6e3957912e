import LanguageServerProtocol

/// Looks again at what files there are after the user has deleted some.
enum DidDeleteFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didDeleteFiles

  static func take(_ params: DeleteFilesParams, _ server: LanguageServer) {
    server.filesMoved(params.files.map(\.uri))
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.didDelete = .scripts }
  }
}
