extension Surroundings {
  /// What the files declare whose name, or whose type, matches what somebody types, the best matches first.
  ///
  /// An empty query matches everything. Of equal matches those of the project come before those of its libraries, and then
  /// it goes by path and place.
  package func symbols(matching query: String, limit: Int) -> [ProjectSymbolItem] {
    let matcher = FuzzyMatcher(query)
    var found: [(score: Int, item: ProjectSymbolItem)] = []
    for file in files.filter({ !$0.isLibrary }) + files.filter(\.isLibrary) {
      for item in symbols(in: file) {
        // The name counts for more than what it belongs to.
        let byName = matcher.score(item.name).map { $0 * 2 + 1 }
        guard let score = byName ?? item.qualifiedName.flatMap(matcher.score) else { continue }
        found.append((score, item))
      }
    }
    // Sorting is stable in effect, as the order so far decides between equals.
    let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
    return order.prefix(limit).map { found[$0].item }
  }

  private func symbols(in file: ProjectFile) -> [ProjectSymbolItem] {
    let index = file.text.index
    var items: [ProjectSymbolItem] = []
    for resource in index.resources where isResourceType(resource.type) {
      items.append(
        ProjectSymbolItem(
          name: resource.name, container: resource.type.typeName, kind: .resource, path: file.path,
          range: resource.nameRange))
    }
    var functionEnds: Set<Int> = []
    for function in index.functions {
      functionEnds.insert(function.nameRange.upperBound)
      let parts = function.name.split(whereSeparator: { $0 == "." || $0 == ":" })
      let isMember = parts.count > 1
      items.append(
        ProjectSymbolItem(
          name: String(parts.last ?? ""), container: isMember ? parts.dropLast().joined(separator: ".") : nil,
          kind: isMember ? .method : .function, path: file.path, range: function.nameRange))
    }
    for (key, uses) in index.uses where key.root.isOwn && key.isShallow {
      guard let use = uses.first(where: \.isWrite), !functionEnds.contains(use.range.upperBound) else { continue }
      items.append(
        ProjectSymbolItem(
          name: key.name, container: key.parent?.name, kind: key.path.isEmpty ? .global : .field, path: file.path,
          range: use.range))
    }
    for type in index.classes {
      items.append(ProjectSymbolItem(name: type.name, kind: .type, path: file.path, range: type.range))
    }
    return items.sorted { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
  }
}

extension ProjectSymbolItem {
  fileprivate var qualifiedName: String? { container.map { "\($0).\(name)" } }
}

extension SymbolKey {
  /// The name of a type of resources, as it is known by: without the module that all of Cofre's are in.
  fileprivate var typeName: String {
    guard case .module(let module) = root else { return path }
    if module == "cofre" { return "cofre.\(path)" }
    return "\(module.hasPrefix("cofre.") ? module.dropFirst("cofre.".count) : module[...]).\(path)"
  }

  /// Whether it is no deeper than a member of a module or a global itself.
  fileprivate var isShallow: Bool {
    switch root {
    case .global: path.isEmpty
    case .ownModule: !path.isEmpty && !path.contains(".")
    default: false
    }
  }
}

extension SymbolKey.Root {
  /// Whether the file itself may declare it for others.
  fileprivate var isOwn: Bool {
    switch self {
    case .ownModule, .global: true
    default: false
    }
  }
}
