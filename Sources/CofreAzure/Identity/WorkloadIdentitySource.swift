import CofreProvider

/// A service principal that trusts another identity provider: Kubernetes, a CI system.
struct WorkloadIdentitySource: CredentialSource {
  let endpoint: TokenEndpoint
  let tenantID: String?
  let clientID: String?
  /// Read again for each token: whoever writes it renews it.
  let tokenFile: String

  var name: String { "the workload identity" }

  func token(for request: TokenRequest) async throws -> AccessToken {
    guard let clientID, let tenant = request.tenant ?? tenantID else {
      throw CredentialUnavailable("A federated token is there, and no AZURE_CLIENT_ID or AZURE_TENANT_ID.")
    }
    let assertion = try TextFile.read(tokenFile, maximumByteCount: 1 << 16)
    return try await endpoint.token(
      tenant: tenant,
      fields: [
        ("client_id", clientID), ("grant_type", "client_credentials"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
      ], for: request, identity: "\(name) of application \(clientID)")
  }
}
