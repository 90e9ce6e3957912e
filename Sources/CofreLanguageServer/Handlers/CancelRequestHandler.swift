import Synchronization
import LanguageServerProtocol

/// Gives up a request.
enum CancelRequestHandler: NotificationHandler {
  static let method = NotificationMethod.cancelRequest

  static func take(_ params: CancelParams, _ server: LanguageServer) {
    guard server.state.withLock({ $0.pending.cancel(params.id) }) else { return }
    server.fail(params.id, ResponseError(code: .requestCancelled, message: "The request was cancelled."))
  }
}
