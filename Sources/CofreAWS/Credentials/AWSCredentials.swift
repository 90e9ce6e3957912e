package import CofreModel

/// What requests are signed with.
package struct AWSCredentials: Sendable, Equatable {
  package var accessKeyID: String
  package var secretAccessKey: Sensitive
  /// Belongs to temporary credentials.
  package var sessionToken: Sensitive?
  /// Seconds since 1970; nil when they do not expire, or do not say when.
  package var expiration: Double?

  package init(
    accessKeyID: String, secretAccessKey: Sensitive, sessionToken: Sensitive? = nil, expiration: Double? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
  }
}
