import CofreHTTP
import CofreJSON

/// The error of a Google API, `google.rpc.Status` in its JSON form.
struct GoogleStatus: Sendable, Equatable {
  var httpStatus: Int
  /// `NOT_FOUND` and the like; `HTTP 502` when the answer did not come from the API itself.
  var status: String
  var message: String
  /// The machine-readable reason of ErrorInfo, or that of the older `errors` list; empty when there is none.
  var reason = ""
  /// ErrorInfo's metadata, such as `service` and `permission`.
  var metadata: [String: String] = [:]
  /// How long to wait, by RetryInfo or the Retry-After header.
  var retryDelay: Duration?
  /// The fields that BadRequest complains about, as sentences.
  var fieldViolations: [String] = []

  /// Reads an answer that is not a success.
  init(_ response: HTTPResponse) {
    let error = (try? JSON.parse(response.body))?["error"]
    self.init(httpStatus: response.status, error: error)
    if retryDelay == nil, let text = response.headers["Retry-After"], let seconds = Int64(text), seconds >= 0 {
      retryDelay = .seconds(seconds)
    }
  }

  /// Reads the `error` of an answer or of an operation; `httpStatus` is 0 for the latter.
  init(httpStatus: Int, error: JSON?) {
    self.httpStatus = httpStatus
    status = error?["status"]?.stringValue ?? Self.name(ofCode: error?["code"]?.integerValue, httpStatus)
    message = error?["message"]?.stringValue ?? "The answer has no message."
    if let oldReason = error?["errors"]?[0]?["reason"]?.stringValue { reason = oldReason }
    for detail in error?["details"]?.arrayValue ?? [] {
      switch detail["@type"]?.stringValue {
      case "type.googleapis.com/google.rpc.ErrorInfo":
        reason = detail["reason"]?.stringValue ?? reason
        for (key, value) in detail["metadata"]?.objectValue ?? [:] { metadata[key] = value.stringValue }
      case "type.googleapis.com/google.rpc.RetryInfo":
        if let delay = detail["retryDelay"]?.stringValue.flatMap({ GoogleDuration($0) }) {
          retryDelay = .seconds(delay.seconds) + .nanoseconds(delay.nanoseconds)
        }
      case "type.googleapis.com/google.rpc.BadRequest":
        for violation in detail["fieldViolations"]?.arrayValue ?? [] {
          let field = violation["field"]?.stringValue ?? "A field"
          fieldViolations.append("\(field): \(violation["description"]?.stringValue ?? "not valid").")
        }
      default:
        break
      }
    }
  }

  /// What to do about the error.
  enum Class: Sendable, Equatable {
    case notFound, alreadyExists
    /// Somebody else changed the object at the same time.
    case conflict
    /// The call did nothing; it may be made again after a while.
    case throttled
    /// The API is down for the moment; the call may have been done.
    case unavailable
    /// Something broke on the way; the call may have been done.
    case ambiguous
    case unauthenticated, denied, invalid
  }

  var `class`: Class {
    switch status {
    case "NOT_FOUND": return .notFound
    case "ALREADY_EXISTS": return .alreadyExists
    case "ABORTED": return .conflict
    case "RESOURCE_EXHAUSTED": return .throttled
    case "UNAVAILABLE": return .unavailable
    case "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN": return .ambiguous
    case "UNAUTHENTICATED": return .unauthenticated
    case "PERMISSION_DENIED": return Self.quotaReasons.contains(reason) ? .throttled : .denied
    case "FAILED_PRECONDITION" where message.lowercased().contains("etag"): return .conflict
    case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE", "UNIMPLEMENTED": return .invalid
    default: break
    }
    // What stands before the API answers without a status of its own.
    switch httpStatus {
    case 401: return .unauthenticated
    case 403: return .denied
    case 404: return .notFound
    case 409: return .conflict
    case 429: return .throttled
    case 502, 503: return .unavailable
    case 408, 500, 504: return .ambiguous
    default: return .invalid
    }
  }

  private static let quotaReasons: Set<String> = [
    "rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "CONCURRENT_OPERATIONS_QUOTA_EXCEEDED",
  ]

  /// The name of a `google.rpc.Code`, in which an operation says how it failed.
  private static func name(ofCode code: Int64?, _ httpStatus: Int) -> String {
    let names = [
      "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
      "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
      "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
    guard httpStatus == 0, let code, names.indices.contains(Int(code)) else { return "HTTP \(httpStatus)" }
    return names[Int(code)]
  }
}
