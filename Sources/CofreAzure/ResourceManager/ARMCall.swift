import CofreHTTP
import CofreJSON

/// A change that Azure Resource Manager is asked for.
struct ARMCall: Sendable {
  var method: HTTPRequest.Method
  /// The path below the endpoint, not yet percent-encoded.
  var path: String
  var apiVersion: String
  /// Nil for no body.
  var body: JSON?
  /// How a message about it starts: "Creating key vault 'x'".
  var doing: String
  /// For everything, with whatever Azure goes on doing after it answered.
  var timeout: Duration
  /// Codes, beyond the usual ones, that mean "not now".
  var busyCodes: Set<String> = []

  init(
    _ method: HTTPRequest.Method, _ path: String, apiVersion: String, body: JSON? = nil, doing: String,
    timeout: Duration? = nil, busyCodes: Set<String> = []
  ) {
    self.method = method
    self.path = path
    self.apiVersion = apiVersion
    self.body = body
    self.doing = doing
    self.timeout = timeout ?? .seconds(1800)
    self.busyCodes = busyCodes
  }

  /// The namespace of the resource provider that the path leads to, such as `Microsoft.KeyVault`.
  var namespace: String? {
    let parts = path.split(separator: "/")
    guard let index = parts.firstIndex(where: { $0.lowercased() == "providers" }), index + 1 < parts.count else {
      return nil
    }
    return String(parts[index + 1])
  }
}
