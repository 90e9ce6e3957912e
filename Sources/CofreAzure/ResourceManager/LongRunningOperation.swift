import CofreHTTP
import CofreJSON

/// Follows what Azure goes on doing after it answered: says what to ask next, until there is a result.
///
/// Pure: whoever uses it sends the requests.
struct LongRunningOperation {
  enum Step {
    /// Ask there, after that time; nil means our own.
    case poll(String, after: Duration?)
    case finished(JSON)
    case failed(CloudError)
  }

  /// What tells how far it is.
  private enum Source {
    case status
    case location
    case resource
  }

  private let method: HTTPRequest.Method
  private let resourceURL: String
  private var url: String
  private var source: Source
  /// How often a resource that was just written was not there when it was asked for.
  private var absences = 0

  private init(method: HTTPRequest.Method, resourceURL: String, source: Source, url: String) {
    self.method = method
    self.resourceURL = resourceURL
    self.source = source
    self.url = url
  }

  /// Begins with the successful answer to the request of `method` to `resourceURL`.
  static func begin(
    _ method: HTTPRequest.Method, _ resourceURL: String, _ response: HTTPResponse, now: Double
  ) -> (LongRunningOperation, Step) {
    let after = delay(response, now)
    func polling(_ source: Source, _ url: String) -> (LongRunningOperation, Step) {
      (
        LongRunningOperation(method: method, resourceURL: resourceURL, source: source, url: url),
        .poll(url, after: after)
      )
    }
    if let url = response.headers["Azure-AsyncOperation"] { return polling(.status, url) }
    let body = body(response)
    let isWrite = method == .put || method == .patch
    let isRunning = response.status == 202 || isWrite && state(body).map { !isTerminal($0) } ?? false
    if isRunning, let url = response.headers["Location"] { return polling(.location, url) }
    if isRunning, isWrite { return polling(.resource, resourceURL) }
    var operation = LongRunningOperation(method: method, resourceURL: resourceURL, source: .resource, url: resourceURL)
    return (operation, isWrite ? operation.judgeResource(response, body, now: now) : .finished(body))
  }

  /// Goes on with the answer to what the last step asked.
  mutating func advance(_ response: HTTPResponse, now: Double) -> Step {
    let body = Self.body(response)
    switch source {
    case .status: return judgeStatus(response, body, now: now)
    case .location: return judgeLocation(response, body, now: now)
    case .resource: return judgeResource(response, body, now: now)
    }
  }

  private mutating func judgeStatus(_ response: HTTPResponse, _ body: JSON, now: Double) -> Step {
    guard response.isSuccess else { return .failed(CloudError(response, now: now)) }
    let status = body["status"]?.stringValue ?? Self.state(body) ?? (response.status == 202 ? "InProgress" : "")
    switch status.lowercased() {
    case "succeeded": return succeeded(body)
    case "failed", "canceled", "cancelled", "":
      return .failed(CloudError(failedOperation: body, response: response))
    default:
      url = response.headers["Azure-AsyncOperation"] ?? url
      return .poll(url, after: Self.delay(response, now))
    }
  }

  private mutating func judgeLocation(_ response: HTTPResponse, _ body: JSON, now: Double) -> Step {
    guard response.isSuccess else { return .failed(CloudError(response, now: now)) }
    if response.status == 202 {
      url = response.headers["Location"] ?? url
      return .poll(url, after: Self.delay(response, now))
    }
    if let status = body["status"]?.stringValue?.lowercased(), ["failed", "canceled", "cancelled"].contains(status) {
      return .failed(CloudError(failedOperation: body, response: response))
    }
    return succeeded(body)
  }

  private mutating func judgeResource(_ response: HTTPResponse, _ body: JSON, now: Double) -> Step {
    if response.status == 404, absences < 3 {
      absences += 1
      return .poll(resourceURL, after: nil)
    }
    guard response.isSuccess else { return .failed(CloudError(response, now: now)) }
    guard let state = Self.state(body) else { return .finished(body) }
    switch state.lowercased() {
    case "succeeded": return .finished(body)
    case "failed", "canceled", "cancelled": return .failed(CloudError(failedOperation: body, response: response))
    default: return .poll(resourceURL, after: Self.delay(response, now))
    }
  }

  /// After a write, what counts is the resource as it is now.
  private mutating func succeeded(_ body: JSON) -> Step {
    guard method == .put || method == .patch else { return .finished(body) }
    source = .resource
    return .poll(resourceURL, after: .zero)
  }

  private static func state(_ body: JSON) -> String? {
    body.value(at: ["properties", "provisioningState"])?.stringValue
  }

  private static func isTerminal(_ state: String) -> Bool {
    ["succeeded", "failed", "canceled", "cancelled"].contains(state.lowercased())
  }

  private static func body(_ response: HTTPResponse) -> JSON {
    response.body.isEmpty ? .null : (try? JSON.parse(response.body)) ?? .null
  }

  private static func delay(_ response: HTTPResponse, _ now: Double) -> Duration? {
    response.headers["Retry-After"].flatMap { RetryDecision.retryAfter($0, now: now) }
  }
}
