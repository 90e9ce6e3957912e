import CofreWorkspace
import Synchronization
import LanguageServerProtocol

/// Adds and removes folders of the workspace.
enum DidChangeWorkspaceFoldersHandler: NotificationHandler {
  static let method = NotificationMethod.didChangeWorkspaceFolders

  static func take(_ params: DidChangeWorkspaceFoldersParams, _ server: LanguageServer) {
    let removed = Set(params.event.removed.compactMap { FileURI.path($0.uri) })
    let added = params.event.added.compactMap { FileURI.path($0.uri) }
    server.state.withLock { state in
      state.folders.removeAll { removed.contains($0) || added.contains($0) }
      state.folders += added
    }
    server.workspace.reset()
    server.filesChanged()
  }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.workspaceOptions {
      $0.workspaceFolders = WorkspaceFoldersServerCapabilities(supported: true, changeNotifications: .bool(true))
    }
  }
}
