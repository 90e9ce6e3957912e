/// Where tokens come from: one kind of identity, one file.
package protocol CredentialSource: Sendable {
  /// What it is, in a user's words: "the client secret".
  var name: String { get }

  /// Fetches a token.
  ///
  /// Throws ``CredentialUnavailable`` when this kind of identity does not exist here, so that another may be tried, and
  /// ``ProviderError`` when it exists and was refused.
  func token(for request: TokenRequest) async throws -> AccessToken
}

/// A kind of identity that does not exist here.
package struct CredentialUnavailable: Error {
  /// Why, as a full sentence.
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
