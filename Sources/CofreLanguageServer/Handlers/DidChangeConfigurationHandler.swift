import Synchronization
import CofreJSON
import LanguageServerProtocol

/// Takes the settings of the editor.
enum DidChangeConfigurationHandler: NotificationHandler {
  static let method = NotificationMethod.didChangeConfiguration

  static func take(_ params: DidChangeConfigurationParams, _ server: LanguageServer) {
    // Clients say so after the start as well, often with nothing in it.
    guard params.settings["cofre"] != nil else { return }
    server.state.withLock { $0.settings = ServerSettings(params.settings) }
    server.documentsChanged()
  }
}
