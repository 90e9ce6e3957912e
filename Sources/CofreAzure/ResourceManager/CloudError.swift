import CofreHTTP
import CofreJSON

/// What Azure said when it refused, or when something that it had begun failed.
///
/// Reads both forms, that of Azure Resource Manager and that of Key Vault, and what is nested in them.
struct CloudError: Sendable {
  /// Of the answer; 200 when an operation failed that had been accepted.
  var status: Int
  /// Every code, the outermost first.
  var codes: [String]
  /// Every different message, the outermost first.
  var messages: [String]
  /// By which Microsoft's support finds the request.
  var requestID: String
  /// The wait that Azure asks for before another attempt.
  var retryAfter: Duration?
  /// Whether the request had been accepted before it failed.
  var wasAccepted: Bool

  init(_ response: HTTPResponse, now: Double) {
    status = response.status
    wasAccepted = false
    requestID =
      response.headers["x-ms-correlation-request-id"] ?? response.headers["x-ms-request-id"] ?? ""
    retryAfter = response.headers["Retry-After"].flatMap { RetryDecision.retryAfter($0, now: now) }
    codes = []
    messages = []
    if let body = try? JSON.parse(response.body) { collect(body["error"] ?? body) }
  }

  /// The error of an operation that had been accepted.
  init(failedOperation body: JSON, response: HTTPResponse) {
    status = response.status
    wasAccepted = true
    requestID =
      response.headers["x-ms-correlation-request-id"] ?? response.headers["x-ms-request-id"] ?? ""
    codes = []
    messages = []
    if let error = body["error"] ?? body.value(at: ["properties", "error"]) { collect(error) }
    if codes.isEmpty {
      codes = [body["status"]?.stringValue ?? body.value(at: ["properties", "provisioningState"])?.stringValue ?? ""]
    }
    if messages.isEmpty { messages = ["The operation ended as \(codes[0])."] }
  }

  /// The code that says most: the innermost of Key Vault's, the outermost of others whose outermost says something.
  var code: String {
    let vague: Set<String> = ["Conflict", "Forbidden", "BadRequest", "BadParameter", "Failed", "Unauthorized"]
    return codes.first { !vague.contains($0) } ?? codes.first ?? "HTTP \(status)"
  }

  var message: String {
    messages.isEmpty ? "Azure answered with status \(status)." : messages.joined(separator: " ")
  }

  func has(_ wanted: some Sequence<String>) -> Bool { wanted.contains { codes.contains($0) } }

  private mutating func collect(_ error: JSON, depth: Int = 0) {
    guard depth < 8 else { return }
    if let code = error["code"]?.stringValue, !code.isEmpty, !codes.contains(code) { codes.append(code) }
    if let message = error["message"]?.stringValue, !message.isEmpty {
      // A resource provider's answer is sometimes passed on whole, as text.
      if message.first == "{", let nested = try? JSON.parse(message) {
        collect(nested["error"] ?? nested, depth: depth + 1)
      } else {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        if !messages.contains(line) { messages.append(line) }
      }
    }
    for detail in error["details"]?.arrayValue ?? [] { collect(detail, depth: depth + 1) }
    if let inner = error["innererror"] { collect(inner, depth: depth + 1) }
  }
}
