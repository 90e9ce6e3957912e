import CofreJSON

/// Failures that tests ask for: how clients behave when a cloud does not.
extension Sandbox {
  private static let table = "faults"

  /// Lets the next calls of an operation fail with a status.
  ///
  /// With `keepsChange` the call is carried out and only its answer is lost; otherwise nothing has happened.
  package func fail(operation: String, status: Int, code: String?, times: Int, keepsChange: Bool) {
    var fault: JSONObject = [
      "status": .integer(Int64(status)), "times": .integer(Int64(times)), "keepsChange": .bool(keepsChange),
    ]
    fault["code"] = code.map(JSON.string)
    store[Sandbox.table, operation] = times > 0 ? fault : nil
  }

  /// The answer to a call that was to fail, in the words of its cloud; nil when it was not.
  func failure(of operation: String) -> SandboxResponse? {
    guard let fault = store[Sandbox.table, operation], let times = fault.integer("times") else { return nil }
    if fault.bool("keepsChange") { count(operation) } else { store.rollBack() }
    var left = fault
    left["times"] = .integer(times - 1)
    store[Sandbox.table, operation] = times > 1 ? left : nil
    let status = Int(fault.integer("status") ?? 503)
    let message = "The sandbox was told to let this call fail."
    if operation.hasPrefix("aws.") {
      let code = fault.string("code") ?? (status == 429 ? "ThrottlingException" : "InternalServiceError")
      return SandboxResponse(
        status: status, headers: [("Content-Type", "application/x-amz-json-1.1")],
        body: JSON.object(["__type": .string(code), "message": .string(message)]).serialized())
    }
    if operation.hasPrefix("gcp.") {
      let code = fault.string("code") ?? [429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"][status] ?? "INTERNAL"
      return SandboxResponse(
        status: status,
        json: ["error": ["code": .integer(Int64(status)), "message": .string(message), "status": .string(code)]])
    }
    let code = fault.string("code") ?? (status == 429 ? "TooManyRequests" : "ServiceUnavailable")
    return AzureError(status, code, message, headers: [("Retry-After", "0")]).response
  }
}
