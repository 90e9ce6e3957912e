/// A place that credentials may come from; one implementation, one file.
package protocol CredentialSource: Sendable {
  /// As the user reads it after "tried", such as `the environment`.
  var name: String { get }

  /// The credentials, or nil when the place is not set up.
  ///
  /// A place that is set up and does not work throws ``ProviderError``: the next one is not asked, since the user meant
  /// this one.
  func credentials() async throws -> AWSCredentials?
}
