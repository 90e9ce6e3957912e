import LanguageServerProtocol

/// Looks again at what files there are after the user has made some.
enum DidCreateFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didCreateFiles

  static func take(_ params: CreateFilesParams, _ server: LanguageServer) {
    server.filesMoved(params.files.map(\.uri))
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.didCreate = .scripts }
  }
}
