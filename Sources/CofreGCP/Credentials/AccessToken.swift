import CofreModel

/// An OAuth 2.0 access token.
struct AccessToken: Sendable, Equatable {
  var value: Sensitive
  /// Seconds since 1970; nil when nobody said.
  var expiresAt: Double?
}

/// Where access tokens come from.
protocol TokenSource: Sendable {
  /// The source in a user's words, for errors: "the service account a@b of key.json".
  var origin: String { get }
  /// Whether asking again gives another token.
  var isRenewable: Bool { get }
  func fetch() async throws -> AccessToken
}

/// A token that the user gives.
struct FixedToken: TokenSource {
  let origin: String
  let token: AccessToken

  init(_ text: String, origin: String) {
    self.origin = origin
    token = AccessToken(value: Sensitive(text), expiresAt: nil)
  }

  var isRenewable: Bool { false }
  func fetch() async throws -> AccessToken { token }
}
