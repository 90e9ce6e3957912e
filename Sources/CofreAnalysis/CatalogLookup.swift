import CofreCatalog
package import CofreSchema

/// How the analysis asks for resource types: by name, and what stands below a prefix such as `aws.kms`.
package struct CatalogLookup: Sendable {
  package var resourceType: @Sendable (_ name: String) -> ResourceType?
  /// The names below a prefix, sorted; empty for what is no prefix.
  package var members: @Sendable (_ prefix: String) -> [String]
  /// The names of all types, sorted.
  package var typeNames: [String]
  /// The clouds that have a module of their own, sorted.
  package var clouds: [String]

  /// A lookup over a list of types.
  package init(types: [ResourceType]) {
    let byName = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var members: [String: Set<String>] = [:]
    for type in types {
      let parts = type.name.split(separator: ".")
      for count in 1..<max(parts.count, 1) {
        members[parts[..<count].joined(separator: "."), default: []].insert(String(parts[count]))
      }
    }
    let sorted = members.mapValues { $0.sorted() }
    resourceType = { byName[$0] }
    self.members = { sorted[$0] ?? [] }
    typeNames = byName.keys.sorted()
    clouds = members.keys.filter { !$0.contains(".") && $0 != "cofre" }.sorted()
  }

  /// The types that Cofre comes with.
  package static let standard = CatalogLookup(types: Catalog.resourceTypes)
}
