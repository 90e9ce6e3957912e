import CofreWorkspace
import LanguageServerProtocol

/// Reads files again that have changed on disk.
enum DidChangeWatchedFilesHandler: NotificationHandler {
  static let method = NotificationMethod.didChangeWatchedFiles

  static func take(_ params: DidChangeWatchedFilesParams, _ server: LanguageServer) {
    var isChanged = false
    var folders: Set<String> = []
    for change in params.changes {
      guard let path = FileURI.path(change.uri) else { continue }
      if isWatched(path) || change.type != .deleted {
        server.workspace.fileChanged(path)
        isChanged = true
      } else {
        folders.insert(path)
      }
    }
    if server.workspace.foldersChanged(folders) || isChanged { server.filesChanged() }
  }

  /// Whether a path is that of a file that matters; otherwise it may be that of a folder.
  private static func isWatched(_ path: String) -> Bool {
    [".lua", ".yaml", ".json", ".jsonc", "/.cofre/stack"].contains { path.hasSuffix($0) }
  }
}
