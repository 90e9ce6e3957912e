import CofreJSON

/// Access tokens for the sandbox's service principal.
enum AzureToken {
  static func issue(audience: String, lifetimeSeconds: Int64, _ call: Call) -> String {
    let identity = call.identity
    return AccessToken.issue(
      [
        "aud": .string(audience), "iss": .string("https://sts.windows.net/\(identity.azureTenant)/"),
        "tid": .string(identity.azureTenant), "oid": .string(identity.azureObjectID),
        "sub": .string(identity.azureObjectID), "appid": .string(identity.azureClientID), "idtyp": "app", "ver": "1.0",
      ], lifetimeSeconds: lifetimeSeconds, key: identity.tokenKey, at: call.wallTime)
  }

  /// Compares the audience of a token, which may end with a slash, with those that are accepted.
  static func isAudience(_ claims: JSONObject, oneOf accepted: [String]) -> Bool {
    var audience = claims.string("aud") ?? ""
    while audience.hasSuffix("/") { audience.removeLast() }
    return accepted.contains(audience)
  }
}

/// The token with which workloads outside Azure say who they are: what `AZURE_FEDERATED_TOKEN_FILE` holds.
package enum FederatedToken {
  static let audience = "api://AzureADTokenExchange"

  /// A token that is good for ten years from a moment on.
  package static func make(_ identity: Identity, at now: Instant) -> String {
    AccessToken.issue(
      ["aud": .string(audience), "iss": "https://token.localhost", "sub": "cofre-sandbox"],
      lifetimeSeconds: 10 * 366 * 86_400, key: identity.tokenKey, at: now)
  }
}
