import CofreJSON

/// A failure in the form of `google.rpc.Status`.
struct GCPError: Error {
  /// The canonical codes that the sandbox uses.
  enum Status: String {
    case invalidArgument = "INVALID_ARGUMENT"
    case failedPrecondition = "FAILED_PRECONDITION"
    case unauthenticated = "UNAUTHENTICATED"
    case permissionDenied = "PERMISSION_DENIED"
    case notFound = "NOT_FOUND"
    case alreadyExists = "ALREADY_EXISTS"
    case aborted = "ABORTED"
    case unimplemented = "UNIMPLEMENTED"
    case `internal` = "INTERNAL"

    var httpStatus: Int {
      switch self {
      case .invalidArgument, .failedPrecondition: 400
      case .unauthenticated: 401
      case .permissionDenied: 403
      case .notFound: 404
      case .alreadyExists, .aborted: 409
      case .unimplemented: 501
      case .internal: 500
      }
    }
  }

  var status: Status
  var message: String
  var details: [JSON] = []

  init(_ status: Status, _ message: String, details: [JSON] = []) {
    self.status = status
    self.message = message
    self.details = details
  }

  static func invalid(_ message: String) -> GCPError { GCPError(.invalidArgument, message) }
  static func notFound(_ kind: String, _ name: String) -> GCPError { GCPError(.notFound, "\(kind) \(name) not found.") }
  static func exists(_ kind: String, _ name: String) -> GCPError {
    GCPError(.alreadyExists, "\(kind) \(name) already exists.")
  }

  /// A precondition that a resource does not meet, with the violation that clients read.
  static func precondition(_ message: String, type: String, subject: String) -> GCPError {
    GCPError(
      .failedPrecondition, message,
      details: [
        [
          "@type": "type.googleapis.com/google.rpc.PreconditionFailure",
          "violations": [["type": .string(type), "subject": .string(subject), "description": .string(message)]],
        ]
      ])
  }

  var response: SandboxResponse {
    var error: JSONObject = [
      "code": .integer(Int64(status.httpStatus)), "message": .string(message), "status": .string(status.rawValue),
    ]
    if !details.isEmpty { error["details"] = .array(details) }
    return SandboxResponse(
      status: status.httpStatus, json: ["error": .object(error)],
      headers: status == .unauthenticated ? [("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"")] : []
    )
  }
}
