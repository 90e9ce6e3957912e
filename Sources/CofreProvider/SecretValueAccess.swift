package import CofreModel

/// Reads and writes the value that a secret holds in the cloud, beside the plan: what `cofre secret get` and
/// `cofre secret set` need.
///
/// A ``ResourceLifecycle`` whose resources hold one value conforms. The value goes straight between the user and the
/// cloud: it must not be logged, kept or put into an error. Both throw ``ProviderError``.
package protocol SecretValueAccess: Sendable {
  /// Stores a value as the secret's newest version and returns the cloud's name of that version.
  ///
  /// `state` is the recorded resource, sealed; its `id` says which secret. Storing the same value again may make another
  /// version.
  func setSecretValue(_ value: Sensitive, of state: ResourceState) async throws -> String

  /// The value that a program would get now, or nil when the secret holds none yet.
  ///
  /// A secret that is gone from the cloud is an error of code `notFound`.
  func secretValue(of state: ResourceState) async throws -> Sensitive?
}
