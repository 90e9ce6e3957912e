package import CofreModel
package import CofreSchema

/// The configured hands of one cloud: what an `aws.Provider` resource, or the default provider of a cloud, stands for.
package protocol Provider: Sendable {
  /// How resources of a type live and die; nil when the type does not belong to this cloud.
  func lifecycle(for type: String) -> (any ResourceLifecycle)?
}

/// Makes providers.
///
/// The engine asks it once for each configuration; making one must not reach the network.
package protocol ProviderFactory: Sendable {
  /// The description of a type; nil for a name that no provider knows.
  func resourceType(_ name: String) -> ResourceType?

  /// Makes the provider of a cloud from the properties of its provider resource, sensitive ones boxed.
  ///
  /// The default provider's properties are those that stack config sets; the environment fills the rest.
  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider
}
