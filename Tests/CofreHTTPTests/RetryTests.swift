import CofreHTTP
import Synchronization
import Testing

/// Answers from a list, one after the other, the last one for ever.
private final class ScriptedTransport: HTTPTransport {
  private let outcomes: [Result<HTTPResponse, HTTPError>]
  let count = Mutex(0)

  init(_ outcomes: [Result<HTTPResponse, HTTPError>]) { self.outcomes = outcomes }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let index = count.withLock {
      $0 += 1
      return $0 - 1
    }
    return try outcomes[min(index, outcomes.count - 1)].get()
  }
}

private func answer(_ status: Int, _ headers: HTTPHeaders = HTTPHeaders()) -> Result<HTTPResponse, HTTPError> {
  .success(HTTPResponse(status: status, headers: headers))
}

private func failure(_ kind: HTTPError.Kind) -> Result<HTTPResponse, HTTPError> { .failure(HTTPError(kind, "No.")) }

@Suite struct RetryTests {
  /// Sends one request and says what came of it: the status or the kind of error, and the waits in milliseconds.
  private func run(
    _ outcomes: [Result<HTTPResponse, HTTPError>], isIdempotent: Bool = true, policy: RetryPolicy = RetryPolicy(),
    budget: RetryBudget? = nil, times: Int = 1
  ) async -> String {
    let waits = Recorder<Duration>()
    let clock = HTTPClock(now: { 1_795_290_344 }, sleep: { waits.append($0) }, random: { 0.5 })
    let base = ScriptedTransport(outcomes)
    let transport = RetryingTransport(base, policy: policy, clock: clock, budget: budget)
    var result = ""
    for _ in 0..<times {
      do {
        result = "\(try await transport.send(HTTPRequest(.get, "https://h/", isIdempotent: isIdempotent)).status)"
      } catch { result = (error as? HTTPError).map { "\($0.kind)" } ?? "\(error)" }
    }
    let milliseconds = waits.all.map {
      $0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000
    }
    return "\(result) \(milliseconds)"
  }

  @Test func waitsLongerEachTimeUpToItsLimits() async {
    #expect(await run([answer(200)]) == "200 []")
    #expect(await run([answer(500), answer(200)]) == "200 [100]")
    #expect(await run([answer(500)]) == "500 [100, 200, 400, 800]")
    #expect(await run([answer(429), answer(200)]) == "200 [500]")
    let policy = RetryPolicy(maximumAttempts: 9, maximumDelay: .seconds(1))
    #expect(await run([answer(500)], policy: policy) == "500 [100, 200, 400, 500, 500, 500, 500, 500]")
  }

  @Test func throttlingMayHaveItsOwnLimit() async {
    let policy = RetryPolicy(maximumAttempts: 2, maximumThrottledAttempts: 4)
    #expect(await run([answer(500)], policy: policy) == "500 [100]")
    #expect(await run([answer(429)], policy: policy) == "429 [500, 1000, 2000]")
  }

  @Test(arguments: [(400, "400 []"), (404, "404 []"), (501, "501 []")])
  func acceptsWhatIsFinal(_ status: Int, _ expected: String) async { #expect(await run([answer(status)]) == expected) }

  @Test func hearsRetryAfter() async {
    #expect(await run([answer(503, ["Retry-After": "7"]), answer(200)]) == "200 [7000]")
    #expect(await run([answer(429, ["retry-after": "Sat, 21 Nov 2026 19:45:54 GMT"]), answer(200)]) == "200 [10000]")
    #expect(await run([answer(429, ["retry-after": "Sat, 21 Nov 2020 19:45:54 GMT"]), answer(200)]) == "200 [500]")
    #expect(await run([answer(429, ["retry-after": "soon"]), answer(200)]) == "200 [500]")
    #expect(await run([answer(429, ["retry-after": "3600"]), answer(200)]) == "429 []")
  }

  @Test func repeatsWhatIsNotIdempotentOnlyWhenNothingWasDone() async {
    #expect(await run([answer(500), answer(200)], isIdempotent: false) == "500 []")
    #expect(await run([answer(503), answer(200)], isIdempotent: false) == "200 [100]")
    #expect(await run([failure(.timedOut), answer(200)], isIdempotent: false) == "timedOut []")
    #expect(await run([failure(.interrupted), answer(200)], isIdempotent: false) == "interrupted []")
    #expect(await run([failure(.unconnected), answer(200)], isIdempotent: false) == "200 [100]")
    #expect(await run([failure(.timedOut), answer(200)]) == "200 [100]")
  }

  @Test func givesUpAtOnceOnWhatStays() async {
    for kind in [HTTPError.Kind.untrusted, .cancelled, .malformed, .unsupported] {
      #expect(await run([failure(kind), answer(200)]) == "\(kind) []")
    }
  }

  @Test func aBudgetEndsTheRetries() async {
    let budget = RetryBudget(capacity: 30, transientCost: 14, throttledCost: 5)
    #expect(await run([answer(500)], budget: budget) == "500 [100, 200]")
    #expect(await run([answer(500)], budget: budget) == "500 []")
    // Twelve successes bring back what one retry costs.
    #expect(await run([answer(200)], budget: budget, times: 12) == "200 []")
    #expect(await run([answer(500)], budget: budget) == "500 [100]")
  }

  @Test func logsWithoutWhatIsSecret() async throws {
    let entries = Recorder<HTTPLog.Entry>()
    let log = HTTPLog { entries.append($0) }
    let base = ScriptedTransport([answer(200, ["x-amzn-RequestId": "r1", "Set-Cookie": "hush"]), failure(.timedOut)])
    let transport = LoggingTransport(base, log: log)
    let request = HTTPRequest(
      .post, "https://h/p?sig=hush", headers: ["Authorization": "hush"], body: Array("hush".utf8))
    _ = try await transport.send(request)
    _ = try? await transport.send(request)
    #expect(entries.all.map(\.url) == ["https://h/p", "https://h/p"])
    #expect(entries.all.map(\.status) == [200, nil])
    #expect(entries.all[0].headers == ["x-amzn-requestid": "r1"])
    #expect(entries.all[1].failure == "No.")
    #expect(!"\(entries.all)".contains("hush"))
  }
}

/// Collects values from concurrent code.
final class Recorder<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  func append(_ element: Element) { elements.withLock { $0.append(element) } }
  var all: [Element] { elements.withLock { $0 } }
}
