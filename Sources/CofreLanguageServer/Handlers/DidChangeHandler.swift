import LanguageServerProtocol

/// Changes an open document.
enum DidChangeHandler: NotificationHandler {
  static let method = NotificationMethod.didChange

  static func take(_ params: DidChangeTextDocumentParams, _ server: LanguageServer) { server.change(params) }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.synchronization { $0.change = .incremental }
  }
}
