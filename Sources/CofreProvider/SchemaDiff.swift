import CofreModel
import CofreSchema

/// The comparison that a resource type's own flags imply: create-only properties replace, spellings of one meaning are
/// no change, an unknown new value is a change, a digest differs exactly when the value does.
package enum SchemaDiff {
  package static func diff(_ request: DiffRequest) -> Diff {
    var walker = Walker()
    walker.compare(
      .object(request.oldInputs), .object(request.newInputs), .object(request.type.inputs), nil, at: PropertyPath(),
      replaces: false)
    return Diff(changes: walker.changes, deleteBeforeReplace: request.type.deleteBeforeReplace)
  }

  private struct Walker {
    var changes: [PropertyChange] = []

    mutating func compare(
      _ old: Value, _ new: Value, _ kind: PropertyKind, _ property: Property?, at path: PropertyPath, replaces: Bool
    ) {
      switch (kind, old, new) {
      case (.object(let properties), .object(let olds), .object(let news)):
        let byName = Dictionary(properties.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in Set(olds.keys).union(news.keys).sorted() {
          let property = byName[name]
          let place = path.appending(name)
          let replaces = replaces || property?.isCreateOnly == true
          compare(
            member: olds[name], news[name], property?.kind ?? .any, property, at: place, replaces: replaces)
        }
      case (.map(let element), .object(let olds), .object(let news)):
        for name in Set(olds.keys).union(news.keys).sorted() {
          compare(member: olds[name], news[name], element, nil, at: path.appending(name), replaces: replaces)
        }
      case (.array(let element), .array(let olds), .array(let news)) where property?.normalization != .unordered:
        for index in 0..<max(olds.count, news.count) {
          compare(
            member: index < olds.count ? olds[index] : nil, index < news.count ? news[index] : nil, element, nil,
            at: path.appending(index), replaces: replaces)
        }
      default:
        if !areEqual(old, new, property?.normalization) {
          changes.append(PropertyChange(path: path, old: old, new: new, requiresReplacement: replaces))
        }
      }
    }

    private mutating func compare(
      member old: Value?, _ new: Value?, _ kind: PropertyKind, _ property: Property?, at path: PropertyPath,
      replaces: Bool
    ) {
      if let old, let new {
        compare(old, new, kind, property, at: path, replaces: replaces)
      } else if old != nil || new != nil {
        changes.append(PropertyChange(path: path, old: old, new: new, requiresReplacement: replaces))
      }
    }

    private func areEqual(_ old: Value, _ new: Value, _ normalization: Normalization?) -> Bool {
      if case .unknown = new { return false }
      guard let normalization else { return old == new }
      return normalization.canonical(old) == normalization.canonical(new)
    }
  }
}
