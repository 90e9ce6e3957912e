import CofreJSON
import LanguageServerProtocol

/// Tells a client that asked for it how far long work is.
struct ProgressReporter: Sendable {
  let send: @Sendable ([UInt8]) -> Void

  /// Does work between the messages that it begins and that it ends; a client that gave no token hears nothing.
  func during<Result>(
    _ title: String, token: ProgressToken?, _ work: () async throws -> Result
  ) async rethrows -> Result {
    guard let token else { return try await work() }
    send(.progress, token, WorkDoneProgressBegin(title: title).json)
    defer { send(.progress, token, WorkDoneProgressEnd().json) }
    return try await work()
  }

  private func send(_ method: NotificationMethod<ProgressParams>, _ token: ProgressToken, _ value: JSON) {
    send(method.encode(params: ProgressParams(token: token, value: value)))
  }
}
