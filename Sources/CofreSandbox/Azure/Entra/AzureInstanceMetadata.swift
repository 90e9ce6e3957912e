import CofreJSON

/// The instance metadata service of a virtual machine that runs as the service principal.
struct AzureInstanceMetadata {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    let (request, fields) = (call.request, call.request.fields)
    guard request.segments.map({ $0.lowercased() }) == ["metadata", "identity", "oauth2", "token"] else {
      return SandboxResponse(status: 404, json: ["error": "Not found"])
    }
    guard request.method == "GET" else { return SandboxResponse(status: 405, json: ["error": "method_not_allowed"]) }
    guard request.header("metadata")?.lowercased() == "true" else {
      return failure("bad_request_102", "Required metadata header not specified")
    }
    guard fields["api-version"] != nil else {
      return failure("bad_request_102", "Required query variable 'api-version' is missing")
    }
    guard let resource = fields["resource"], !resource.isEmpty else {
      return failure("invalid_resource", "Required query variable 'resource' is missing")
    }
    let identity = call.identity
    let client = fields["client_id"]?.lowercased() ?? identity.azureClientID
    let object = (fields["object_id"] ?? fields["principal_id"])?.lowercased() ?? identity.azureObjectID
    guard client == identity.azureClientID, object == identity.azureObjectID, fields["msi_res_id"] == nil else {
      return failure("invalid_request", "Identity not found")
    }
    let lifetime: Int64 = 86_400
    return SandboxResponse(json: [
      "access_token": .string(AzureToken.issue(audience: resource, lifetimeSeconds: lifetime, call)),
      "client_id": .string(identity.azureClientID), "expires_in": .string(String(lifetime)),
      "expires_on": .string(String(call.wallTime.seconds + lifetime)), "ext_expires_in": .string(String(lifetime)),
      "not_before": .string(String(call.wallTime.seconds)), "resource": .string(resource), "token_type": "Bearer",
    ])
  }

  private func failure(_ code: String, _ description: String) -> SandboxResponse {
    SandboxResponse(status: 400, json: ["error": .string(code), "error_description": .string(description)])
  }
}
