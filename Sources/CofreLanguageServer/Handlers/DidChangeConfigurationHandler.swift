import Synchronization
import CofreJSON
import LanguageServerProtocol

/// Takes the settings of the editor.
enum DidChangeConfigurationHandler: NotificationHandler {
  static let method = NotificationMethod.didChangeConfiguration

  static func take(_ params: DidChangeConfigurationParams, _ server: LanguageServer) {
    // Clients say so after the start as well, often with nothing in it; those that can be asked mean that one should.
    guard params.settings["cofre"] != nil else {
      server.askForSettings()
      return
    }
    server.take(ServerSettings(params.settings))
  }
}
