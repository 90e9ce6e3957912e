import CofreHTTP
import CofreJSON
import CofreProvider

extension GCPClient {
  /// Waits until a long-running operation is done and returns its `response`; throws its error.
  func wait(for operation: JSON, subject: String, timeout: Duration) async throws -> JSON {
    var operation = operation
    let done = try await poll(timeout: timeout) {
      if operation["done"]?.boolValue == true { return true }
      guard let name = operation["name"]?.stringValue else {
        throw ProviderError(.unexpectedResponse, "The operation of \(subject) has no name.", mayHaveChanged: true)
      }
      operation = try await send(Call(method: .get, path: name, subject: "the state of \(subject)"))
      return operation["done"]?.boolValue == true
    }
    guard done else {
      throw ProviderError(
        .timedOut, "Google Cloud has not finished \(subject) in \(timeout.components.seconds) seconds.",
        hint: "Run the command again.", mayHaveChanged: true)
    }
    if let error = operation["error"] {
      throw GoogleStatus(httpStatus: 0, error: error).providerError(about: subject, changes: true)
    }
    return operation["response"] ?? .object([:])
  }

  /// Asks until it is so: at once, then after a second, then with growing pauses up to ten seconds.
  ///
  /// Returns false when the pauses would add up to more than `timeout`.
  func poll(timeout: Duration, until isSo: () async throws -> Bool) async throws -> Bool {
    var waited = Duration.zero
    var pause = Duration.seconds(1)
    while true {
      if try await isSo() { return true }
      guard waited + pause <= timeout else { return false }
      do {
        try await clock.sleep(pause)
      } catch {
        throw ProviderError(.unavailable, "The command was cancelled.", mayHaveChanged: true)
      }
      waited += pause
      pause = min(pause * 1.5, .seconds(10))
    }
  }
}
