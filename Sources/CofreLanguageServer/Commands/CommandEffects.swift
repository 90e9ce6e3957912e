import CofreWorkspace
import LanguageServerProtocol
import Synchronization

/// What commands may do beside reading; the server gives it to their handler.
struct CommandEffects: Sendable {
  /// Forgets what was read, and begins anew.
  var reload: @Sendable () -> Void
  /// Tells the user something, in the editor's own way.
  var tell: @Sendable (MessageType, String) -> Void
  /// Opens a file in the editor, where it can be asked to.
  var show: @Sendable (_ path: String) -> Void
}

extension Session {
  /// Whether the client opens files that the server asks it to.
  var showsDocuments: Bool { client.window?.showDocument?.support == true }
}

extension LanguageServer {
  var commandEffects: CommandEffects {
    CommandEffects(
      reload: { [self] in reload() },
      tell: { [self] type, text in
        send(NotificationMethod.showMessage.encode(params: ShowMessageParams(type: type, message: text)))
      },
      show: { [self] path in
        guard state.withLock({ $0.session?.showsDocuments }) == true else { return }
        ask(.showDocument, ShowDocumentParams(uri: FileURI.uri(path), takeFocus: true))
      })
  }

  private func reload() {
    workspace.reset()
    askForSettings()
    filesChanged()
    refresh([.hints, .lenses, .colours])
  }
}
