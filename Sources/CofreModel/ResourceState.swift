/// What we recorded of one resource.
///
/// Inputs and outputs are sealed: they hold no sensitive value in clear.
package struct ResourceState: Sendable, Equatable {
  package var urn: URN
  /// The cloud's own identifier.
  package var id: String
  package var inputs: [String: Value]
  package var outputs: [String: Value]
  package var options: ResourceOptions
  /// See ``Goal/dependencies``.
  package var dependencies: Set<URN>
  package var propertyDependencies: [String: Set<URN>]
  /// Replaced but not yet removed: at most one live state has a URN, any number may wait for deletion.
  package var isPendingDelete: Bool
  /// What the cloud did not finish when it made the resource; empty for a healthy one.
  package var incompleteReasons: [String]
  /// Where the script last declared it, so that messages about it can point there.
  package var location: SourceLocation?

  package init(
    urn: URN, id: String, inputs: [String: Value], outputs: [String: Value], options: ResourceOptions,
    dependencies: Set<URN>, propertyDependencies: [String: Set<URN>] = [:], isPendingDelete: Bool = false,
    incompleteReasons: [String] = [], location: SourceLocation? = nil
  ) {
    self.urn = urn
    self.id = id
    self.inputs = inputs
    self.outputs = outputs
    self.options = options
    self.dependencies = dependencies
    self.propertyDependencies = propertyDependencies
    self.isPendingDelete = isPendingDelete
    self.incompleteReasons = incompleteReasons
    self.location = location
  }
}
