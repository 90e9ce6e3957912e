/// One resource as the script wants it, with every input settled: known, or unknown during a preview.
package struct Goal: Sendable {
  package var urn: URN
  package var inputs: [String: Value]
  package var options: ResourceOptions
  /// Which resources each top-level input was made from.
  package var propertyDependencies: [String: Set<URN>]
  /// Where the script declares it.
  package var location: SourceLocation?

  package init(
    urn: URN, inputs: [String: Value], options: ResourceOptions = ResourceOptions(),
    propertyDependencies: [String: Set<URN>] = [:], location: SourceLocation? = nil
  ) {
    self.urn = urn
    self.inputs = inputs
    self.options = options
    self.propertyDependencies = propertyDependencies
    self.location = location
  }

  /// Everything that must be done before this resource and gone after it: values used, `depends_on`, parent, provider.
  package var dependencies: Set<URN> {
    var all = Set(options.dependsOn)
    for urns in propertyDependencies.values { all.formUnion(urns) }
    if let parent = options.parent { all.insert(parent) }
    if let provider = options.provider { all.insert(provider) }
    if let container = options.deletedWith { all.insert(container) }
    all.remove(urn)
    return all
  }
}

/// What became of a goal: the values that the rest of the script sees as its outputs.
package struct Resolution: Sendable {
  package var urn: URN
  /// Outputs, with the inputs below them where the cloud does not answer them; unknown where only a later run can
  /// tell.
  ///
  /// Nil when the resource could not be made: what depends on it is not made either.
  package var outputs: [String: Value]?

  package init(urn: URN, outputs: [String: Value]?) {
    self.urn = urn
    self.outputs = outputs
  }
}
