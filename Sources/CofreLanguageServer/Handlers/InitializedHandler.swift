import CofreJSON
import Synchronization
import LanguageServerProtocol

/// Asks the client for its settings, and to say when they change, and files that matter.
enum InitializedHandler: NotificationHandler {
  static let method = NotificationMethod.initialized
  static let watched =
    ["**/*.lua", "**/Cofre.yaml", "**/Cofre.*.yaml", "**/.luarc.json", "**/.luarc.jsonc", "**/.emmyrc.json"] + plan
  /// What plans are made from beside them: what is recorded, and which stack is selected.
  private static let plan = ["**/.cofre/state/*.json", "**/.cofre/stack"]

  static func take(_ params: InitializedParams, _ server: LanguageServer) {
    let client = server.state.withLock { $0.session?.client.workspace }
    var registrations: [Registration] = []
    if client?.didChangeWatchedFiles?.dynamicRegistration == true {
      let options = DidChangeWatchedFilesRegistrationOptions(
        watchers: watched.map { FileSystemWatcher(globPattern: .string($0)) }
          // A folder has no name to know it by, and what goes with it is often not told.
          + [FileSystemWatcher(globPattern: .string("**/*"), kind: .delete)])
      registrations.append(
        Registration(id: "files", method: NotificationMethod.didChangeWatchedFiles.name, registerOptions: options.json))
    }
    if client?.didChangeConfiguration?.dynamicRegistration == true {
      registrations.append(
        Registration(
          id: "settings", method: NotificationMethod.didChangeConfiguration.name,
          registerOptions: ["section": "cofre"]))
    }
    if !registrations.isEmpty { server.ask(.registerCapability, RegistrationParams(registrations: registrations)) }
    server.askForSettings()
  }
}
