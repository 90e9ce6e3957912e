import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// What the lifecycles of Secrets Manager share.
struct SecretsManagerContext: Sendable {
  let client: AWSServiceClient
  let clock: HTTPClock
  let region: String

  /// How long AWS takes at most until what was done can be seen everywhere.
  static let propagation = Duration.seconds(120)

  /// The secret as it is, deleted or not; nil when there is none.
  func describe(_ id: String) async throws -> SecretDescription? {
    do {
      return try SecretDescription(try await client.call("DescribeSecret", ["SecretId": .string(id)]))
    } catch let error as ProviderError where error.code == .notFound {
      return nil
    }
  }

  /// Repeats until there is a result, for at most `limit`, waiting longer each time; nil when there was none.
  func eventually<Result>(
    within limit: Duration, _ attempt: () async throws -> Result?
  ) async throws -> Result? {
    var waited = Duration.zero
    var pause = Duration.milliseconds(500)
    while true {
      if let result = try await attempt() { return result }
      guard waited < limit else { return nil }
      do {
        try await clock.sleep(min(pause, limit - waited))
      } catch {
        throw ProviderError.aws(HTTPError(.cancelled, "The wait was cancelled."), action: "secretsmanager")
      }
      waited += pause
      pause = min(pause * 2, .seconds(5))
    }
  }

  /// Repeats while the service answers with an error that passes, such as one about something not visible yet.
  func retrying<Result>(
    within limit: Duration, while isPassing: (ProviderError) -> Bool, _ body: () async throws -> Result
  ) async throws -> Result {
    var last: ProviderError?
    let result = try await eventually(within: limit) { () async throws -> Result? in
      do {
        return try await body()
      } catch let error as ProviderError where isPassing(error) {
        last = error
        return nil
      }
    }
    if let result { return result }
    throw last ?? ProviderError(.timedOut, "AWS did not finish in time.")
  }
}
