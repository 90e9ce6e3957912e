import Synchronization
import CofreJSON
import LanguageServerProtocol

/// Asks the client to say when files change that matter.
enum InitializedHandler: NotificationHandler {
  static let method = NotificationMethod.initialized
  static let watched = ["**/*.lua", "**/Cofre.yaml", "**/Cofre.*.yaml", "**/.luarc.json", "**/.emmyrc.json"]

  static func take(_ params: InitializedParams, _ server: LanguageServer) {
    let client = server.state.withLock { $0.session?.client }
    guard client?.workspace?.didChangeWatchedFiles?.dynamicRegistration == true else { return }
    let options = DidChangeWatchedFilesRegistrationOptions(
      watchers: watched.map { FileSystemWatcher(globPattern: .string($0)) })
    server.ask(
      .registerCapability,
      RegistrationParams(registrations: [
        Registration(id: "files", method: NotificationMethod.didChangeWatchedFiles.name, registerOptions: options.json)
      ]))
  }
}
