package import CofreHTTP
import CofreProvider

/// Tries kinds of identity in order until one exists here, and stays with that one.
package actor CredentialChain: CredentialSource {
  private let sources: [any CredentialSource]
  private let remarks: [String]
  private var chosen: (any CredentialSource)?

  /// Makes a chain; `remarks` are sentences for the message that says that none exists.
  package init(_ sources: [any CredentialSource], remarks: [String] = []) {
    self.sources = sources
    self.remarks = remarks
  }

  package nonisolated var name: String { "any identity" }

  package func token(for request: TokenRequest) async throws -> AccessToken {
    if let chosen { return try await chosen.token(for: request) }
    var reasons = remarks
    for source in sources {
      do {
        let token = try await source.token(for: request)
        chosen = source
        return token
      } catch let unavailable as CredentialUnavailable {
        reasons.append(unavailable.reason)
      }
    }
    throw ProviderError(
      .notConfigured, (["No credentials for Azure were found."] + reasons).joined(separator: " "),
      hint: """
        Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or log in: az login
        """)
  }

  /// What a configuration says about who we are.
  ///
  /// A client secret settles it; otherwise a federated token, the managed identity and the Azure CLI are tried.
  /// `probing` is a transport that gives up at once.
  package static func source(
    for configuration: AzureConfiguration, readFile: @escaping @Sendable (String) throws -> [UInt8]?,
    transport: any HTTPTransport, probing: any HTTPTransport, clock: HTTPClock
  ) -> any CredentialSource {
    let endpoint = TokenEndpoint(authority: configuration.cloud.authority, transport: transport, clock: clock)
    let managed = ManagedIdentitySource(
      clientID: configuration.clientID, environment: configuration.environment, transport: probing, clock: clock)
    if configuration.usesManagedIdentity { return CredentialChain([managed]) }
    if let secret = configuration.clientSecret {
      return ClientSecretSource(
        endpoint: endpoint, tenantID: configuration.tenantID, clientID: configuration.clientID, secret: secret)
    }
    var sources: [any CredentialSource] = []
    if let file = configuration.federatedTokenFile {
      sources.append(
        WorkloadIdentitySource(
          endpoint: endpoint, tenantID: configuration.tenantID, clientID: configuration.clientID, tokenFile: file,
          readFile: readFile))
    }
    let usesCertificate = configuration.environment["AZURE_CLIENT_CERTIFICATE_PATH"].map { !$0.isEmpty } ?? false
    return CredentialChain(
      sources + [managed, AzureCLISource(tenantID: configuration.tenantID, environment: configuration.environment)],
      remarks: usesCertificate
        ? ["AZURE_CLIENT_CERTIFICATE_PATH is set, and client certificates are not among what Cofre uses."] : [])
  }
}
