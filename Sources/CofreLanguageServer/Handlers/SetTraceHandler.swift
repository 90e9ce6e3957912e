import LanguageServerProtocol

/// Takes how much a client wants to be told of the protocol itself: nothing is told beyond the log.
enum SetTraceHandler: NotificationHandler {
  static let method = NotificationMethod.setTrace

  static func take(_ params: SetTraceParams, _ server: LanguageServer) {}
}
