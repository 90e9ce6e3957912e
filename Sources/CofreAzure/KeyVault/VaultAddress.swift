import CofreHTTP
import CofreProvider

/// Where the contents of a vault are: a host that belongs to the cloud's vaults, and no other.
struct VaultAddress: Sendable, Hashable {
  /// The host, with its port when that is not 443.
  let authority: String

  /// Takes an address that Azure gave for a vault, or for something in it.
  ///
  /// Throws when it does not end with `suffix`: a token for vaults is worth stealing.
  init(_ url: String, suffix: String) throws {
    guard let parts = URLParts(url), parts.scheme == "https", parts.authority.hasSuffix("." + suffix) else {
      throw ProviderError(
        .unexpectedResponse, "The vault's address is not one under https://….\(suffix), so nothing is sent there.",
        hint: "Check the environment of the provider, and COFRE_AZURE_VAULT_SUFFIX if it is set.")
    }
    authority = parts.authority
  }

  /// The token that a challenge of the vault asks for.
  ///
  /// Throws when it asks for one that other hosts than this vault's could use.
  func tokenRequest(for challenge: AuthenticationChallenge, current: TokenRequest) throws -> TokenRequest {
    let scope: String
    if let given = challenge.scope {
      scope = given
    } else if let resource = challenge.resource {
      scope = (resource.hasSuffix("/") ? String(resource.dropLast()) : resource) + "/.default"
    } else {
      scope = current.scope
    }
    guard let parts = URLParts(scope), parts.scheme == "https", authority.hasSuffix("." + parts.authority) else {
      throw ProviderError(
        .unauthenticated,
        "The vault \(authority) asks for a token that is not meant for it, so it gets none.",
        hint: "Check that the vault's address is right and that nothing stands between you and it.")
    }
    return TokenRequest(
      scope: scope, tenant: challenge.tenant ?? current.tenant, claims: challenge.claims ?? current.claims)
  }
}
