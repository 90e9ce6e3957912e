import CofreJSON

/// A failure as Azure Resource Manager and Key Vault answer it.
struct AzureError: Error {
  var status: Int
  var code: String
  var message: String
  /// The code of `innererror`, which Key Vault adds.
  var inner: String?
  var headers: [SandboxResponse.Header] = []

  init(_ status: Int, _ code: String, _ message: String, inner: String? = nil, headers: [SandboxResponse.Header] = []) {
    self.status = status
    self.code = code
    self.message = message
    self.inner = inner
    self.headers = headers
  }

  static func badRequest(_ message: String) -> AzureError { AzureError(400, "BadRequest", message) }
  static func badParameter(_ message: String) -> AzureError { AzureError(400, "BadParameter", message) }

  /// A conflict that passes: the same request may be sent again after a moment.
  static func passing(_ status: Int, _ code: String, _ message: String) -> AzureError {
    AzureError(status, code, message, headers: [("Retry-After", "1")])
  }

  var response: SandboxResponse {
    var error: JSONObject = ["code": .string(code), "message": .string(message)]
    if let inner { error["innererror"] = ["code": .string(inner)] }
    return SandboxResponse(status: status, json: ["error": .object(error)], headers: headers)
  }
}
