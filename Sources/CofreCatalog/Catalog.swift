package import CofreSchema

/// Every resource type: the one explicit list.
///
/// A type is declared in a file of its own, `Catalog+<Type>.swift`, as a `static let` of the extension of its cloud.
package enum Catalog {
  /// By name.
  package static let resourceTypes: [ResourceType] = (AWS.types + GCP.types + Azure.types + Local.types)
    .sorted { $0.name < $1.name }

  package static func resourceType(_ name: String) -> ResourceType? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: resourceTypes.map { ($0.name, $0) })

  package enum AWS {}
  package enum GCP {}
  package enum Azure {}
  package enum Local {}
}
