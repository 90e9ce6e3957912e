import CofreWorkspace
import LanguageServerProtocol

/// Looks again at what files there are after the user has made some.
enum DidCreateFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didCreateFiles

  static func take(_ params: CreateFilesParams, _ server: LanguageServer) {
    for path in params.files.compactMap({ FileURI.path($0.uri) }) { server.workspace.moved(path) }
    server.filesChanged()
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.didCreate = .scripts }
  }
}
