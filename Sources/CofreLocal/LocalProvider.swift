package import CofreProvider

/// The provider of the types that live on this machine alone.
package struct LocalProvider: Provider {
  package init() {}

  package func lifecycle(for type: String) -> (any ResourceLifecycle)? {
    type == "cofre.Record" ? RecordLifecycle() : nil
  }
}
