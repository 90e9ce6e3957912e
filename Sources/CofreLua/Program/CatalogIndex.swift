/// The names of the catalog's types as scripts walk them: `aws`, then `secretsmanager`, then `Secret`.
struct CatalogIndex {
  /// The names below a prefix such as `aws.kms`.
  private(set) var members: [String: Set<String>] = [:]
  let types: Set<String>

  init(_ names: [String]) {
    types = Set(names)
    for name in names {
      let parts = name.split(separator: ".")
      for count in 1..<max(parts.count, 1) {
        members[parts[..<count].joined(separator: "."), default: []].insert(String(parts[count]))
      }
    }
  }

  /// The clouds that have a module of their own; `cofre` is the module of everything else.
  var clouds: [String] {
    members.keys.filter { !$0.contains(".") && $0 != "cofre" }.sorted()
  }
}
