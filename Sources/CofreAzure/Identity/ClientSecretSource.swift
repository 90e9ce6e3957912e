import CofreModel
import CofreProvider

/// A service principal that proves itself with a client secret.
struct ClientSecretSource: CredentialSource {
  let endpoint: TokenEndpoint
  let tenantID: String?
  let clientID: String?
  let secret: Sensitive

  var name: String { "the client secret" }

  func token(for request: TokenRequest) async throws -> AccessToken {
    guard let clientID else {
      throw ProviderError(
        .notConfigured, "A client secret is set for Azure, and no client id.",
        hint: "Set AZURE_CLIENT_ID to the application (client) id that the secret belongs to.")
    }
    guard let tenant = request.tenant ?? tenantID else {
      throw ProviderError(
        .notConfigured, "A client secret is set for Azure, and no tenant.",
        hint: "Set AZURE_TENANT_ID to what `az account show --query tenantId` prints.")
    }
    return try await endpoint.token(
      tenant: tenant,
      fields: [
        ("client_id", clientID), ("client_secret", secret.revealString(for: .providerRequest) ?? ""),
        ("grant_type", "client_credentials"),
      ], for: request, identity: "\(name) of application \(clientID)")
  }
}
