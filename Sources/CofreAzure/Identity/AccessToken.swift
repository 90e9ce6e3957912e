package import CofreModel

/// A token that one kind of endpoint takes until it expires.
package struct AccessToken: Sendable {
  package var value: Sensitive
  /// Seconds since 1970.
  package var expiry: Double

  package init(_ value: Sensitive, expiry: Double) {
    self.value = value
    self.expiry = expiry
  }
}

/// What a token is asked for.
package struct TokenRequest: Sendable, Hashable {
  /// Such as `https://vault.azure.net/.default`.
  package var scope: String
  /// The tenant that the endpoint asked for; nil means the configured one.
  package var tenant: String?
  /// What a token must prove beyond that, as the endpoint put it; nil for nothing.
  package var claims: String?

  package init(scope: String, tenant: String? = nil, claims: String? = nil) {
    self.scope = scope
    self.tenant = tenant
    self.claims = claims
  }

  /// The scope as older token endpoints want it: without `/.default`.
  var resource: String { scope.hasSuffix("/.default") ? String(scope.dropLast("/.default".count)) : scope }
}
