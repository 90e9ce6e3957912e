/// How often a request is repeated and how long it waits before that.
package struct RetryPolicy: Sendable {
  /// Attempts in all, the first included; at least 1.
  package var maximumAttempts: Int
  /// The same while the server is throttling, which passes if one only waits.
  package var maximumThrottledAttempts: Int
  /// The longest wait before the second attempt, by reason; it doubles with each further one.
  package var transientBase: Duration
  package var throttledBase: Duration
  /// The longest wait of our own choosing.
  package var maximumDelay: Duration
  /// The longest wait that a server may ask for; when it asks for more its answer is final.
  package var maximumServerDelay: Duration

  package init(
    maximumAttempts: Int = 5, transientBase: Duration = .milliseconds(200), throttledBase: Duration = .seconds(1),
    maximumDelay: Duration = .seconds(20), maximumServerDelay: Duration = .seconds(60),
    maximumThrottledAttempts: Int? = nil
  ) {
    self.maximumAttempts = max(1, maximumAttempts)
    self.maximumThrottledAttempts = max(1, maximumThrottledAttempts ?? maximumAttempts)
    self.transientBase = transientBase
    self.throttledBase = throttledBase
    self.maximumDelay = maximumDelay
    self.maximumServerDelay = maximumServerDelay
  }

  /// A random part of a wait that doubles with each attempt ("full jitter"); `attempt` counts from 1, `random` is from
  /// 0 up to 1.
  package func delay(afterAttempt attempt: Int, reason: RetryDecision.Reason, random: Double) -> Duration {
    let base = reason == .throttled ? throttledBase : transientBase
    let ceiling = min(base * (1 << min(max(attempt - 1, 0), 20)), maximumDelay)
    return ceiling * random
  }
}

/// What a cloud's rules say about an answer.
package enum RetryDecision: Sendable, Equatable {
  /// It is the answer, good or bad.
  case accept
  /// It is worth another attempt.
  ///
  /// Without `serverDidNothing` a request that is not idempotent is not repeated. `after` is the wait that the server
  /// asks for; nil means our own.
  case retry(Reason, serverDidNothing: Bool, after: Duration?)

  package enum Reason: Sendable { case transient, throttled }

  /// What HTTP alone says: 429 and 503 mean that nothing was done, 408, 500, 502 and 504 may mean anything, and
  /// `Retry-After` is heard.
  package static func standard(_ response: HTTPResponse, now: Double) -> RetryDecision {
    let after = response.headers["Retry-After"].flatMap { retryAfter($0, now: now) }
    switch response.status {
    case 429: return .retry(.throttled, serverDidNothing: true, after: after)
    case 503: return .retry(.transient, serverDidNothing: true, after: after)
    case 408, 500, 502, 504: return .retry(.transient, serverDidNothing: false, after: after)
    default: return .accept
    }
  }

  /// Reads `Retry-After`: seconds, or an HTTP date, of which one in the past is no wait; nil for another text.
  package static func retryAfter(_ text: String, now: Double) -> Duration? {
    if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, 1 << 32)) }
    guard let time = UTCTime(httpDate: text) else { return nil }
    return .seconds(max(0, Double(time.secondsSince1970) - now))
  }
}
