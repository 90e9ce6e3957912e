/// A transport that repeats requests that failed for a passing reason.
///
/// Signing, if any, belongs below it, so that each attempt carries a fresh date. A request that is not idempotent is
/// repeated only when it was not sent, or when the classifier says that the server did nothing.
package struct RetryingTransport: HTTPTransport {
  /// Judges an answer; the number is the time, for dates in it.
  package typealias Classifier = @Sendable (HTTPRequest, HTTPResponse, _ now: Double) -> RetryDecision

  private let base: any HTTPTransport
  private let policy: RetryPolicy
  private let clock: HTTPClock
  private let budget: RetryBudget?
  private let classify: Classifier

  package init(
    _ base: any HTTPTransport, policy: RetryPolicy = RetryPolicy(), clock: HTTPClock = .system,
    budget: RetryBudget? = nil,
    classify: @escaping Classifier = { _, response, now in .standard(response, now: now) }
  ) {
    self.base = base
    self.policy = policy
    self.clock = clock
    self.budget = budget
    self.classify = classify
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    var spent: Int?
    var attempt = 1
    while true {
      let outcome = await outcome(of: request)
      guard let (reason, after) = retry(request, outcome),
        attempt < (reason == .throttled ? policy.maximumThrottledAttempts : policy.maximumAttempts),
        after ?? .zero <= policy.maximumServerDelay
      else {
        if case .success(let response) = outcome, response.isSuccess { budget?.refill(spent) }
        return try outcome.get()
      }
      if let budget {
        guard let cost = budget.spend(for: reason) else { return try outcome.get() }
        spent = cost
      }
      let own = policy.delay(afterAttempt: attempt, reason: reason, random: clock.random())
      do {
        try await clock.sleep(max(own, after ?? .zero))
      } catch {
        throw HTTPError(.cancelled, "The request was cancelled.")
      }
      attempt += 1
    }
  }

  private func outcome(of request: HTTPRequest) async -> Result<HTTPResponse, any Error> {
    do { return .success(try await base.send(request)) } catch { return .failure(error) }
  }

  /// Why and after how long another attempt makes sense; nil when it does not.
  private func retry(
    _ request: HTTPRequest, _ outcome: Result<HTTPResponse, any Error>
  ) -> (RetryDecision.Reason, Duration?)? {
    switch outcome {
    case .success(let response):
      guard case .retry(let reason, let serverDidNothing, let after) = classify(request, response, clock.now()),
        request.isIdempotent || serverDidNothing
      else { return nil }
      return (reason, after)
    case .failure(let error as HTTPError):
      switch error.kind {
      case .unresolved, .unconnected: return (.transient, nil)
      case .interrupted, .timedOut: return request.isIdempotent ? (.transient, nil) : nil
      case .untrusted, .cancelled, .malformed, .unsupported: return nil
      }
    case .failure:
      return nil
    }
  }
}
