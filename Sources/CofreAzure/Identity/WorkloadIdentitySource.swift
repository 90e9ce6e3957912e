import CofreProvider

/// A service principal that trusts another identity provider: Kubernetes, a CI system.
struct WorkloadIdentitySource: CredentialSource {
  let endpoint: TokenEndpoint
  let tenantID: String?
  let clientID: String?
  let tokenFile: String
  /// The bytes of a file; nil when it is not there.
  let readFile: @Sendable (String) throws -> [UInt8]?

  var name: String { "the workload identity" }

  func token(for request: TokenRequest) async throws -> AccessToken {
    guard let clientID, let tenant = request.tenant ?? tenantID else {
      throw CredentialUnavailable("A federated token is there, and no AZURE_CLIENT_ID or AZURE_TENANT_ID.")
    }
    // Read again for each token: whoever writes it renews it.
    guard let bytes = try readFile(tokenFile) else {
      throw ProviderError(
        .notConfigured, "The file \(tokenFile) with a federated token for Azure is not there.",
        hint: "Check AZURE_FEDERATED_TOKEN_FILE.")
    }
    let assertion = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return try await endpoint.token(
      tenant: tenant,
      fields: [
        ("client_id", clientID), ("grant_type", "client_credentials"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
      ], for: request, identity: "\(name) of application \(clientID)")
  }
}
