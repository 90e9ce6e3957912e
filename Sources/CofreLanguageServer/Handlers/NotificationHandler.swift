import LanguageServerProtocol

/// Takes one notification of the protocol; each is an enum in a file of its own, listed in ``Handlers``.
///
/// Notifications change the state. They are taken one after the other on the thread that reads messages, before the next
/// message is looked at: whatever is asked later sees the change, and whatever was asked before does not.
protocol NotificationHandler: Sendable {
  associatedtype Params: LSPValue

  static var method: NotificationMethod<Params> { get }

  /// Says in the server's capabilities that the notification is taken.
  static func announce(in capabilities: inout ServerCapabilities, to session: Session)

  static func take(_ params: Params, _ server: LanguageServer)
}

extension NotificationHandler {
  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {}
}
