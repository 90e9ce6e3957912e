import LanguageServerProtocol

/// Takes the wish to end some work: it ends with the request that it is done for.
enum WorkDoneProgressCancelHandler: NotificationHandler {
  static let method = NotificationMethod.workDoneProgressCancel

  static func take(_ params: WorkDoneProgressCancelParams, _ server: LanguageServer) {}
}
