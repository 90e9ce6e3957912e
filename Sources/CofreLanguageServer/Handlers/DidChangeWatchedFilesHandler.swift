import CofreWorkspace
import LanguageServerProtocol

/// Reads files again that have changed on disk.
enum DidChangeWatchedFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didChangeWatchedFiles

  static func take(_ params: DidChangeWatchedFilesParams, _ server: LanguageServer) {
    for path in params.changes.compactMap({ FileURI.path($0.uri) }) { server.workspace.fileChanged(path) }
    server.filesChanged()
  }
}
