import CofreSchema
import LuaSyntax

extension DocumentFacts {
  /// Where the resources of this file are given the property that a key gives, in order: of the same type, and as deep in
  /// it; nil for a key that gives no property of a resource.
  func propertyKeys(like name: Name, in table: TableConstructor) -> [Range<Int>]? {
    let range = table.node.range
    guard
      let declaration = declarations.first(where: { $0.properties?.node.range.clamped(to: range) == range }),
      let properties = declaration.properties, let path = path(from: properties, to: table)
    else { return nil }
    var tables: [TableConstructor] = []
    for other in declarations where other.type.name == declaration.type.name {
      if let properties = other.properties { tables.append(properties) }
    }
    for step in path { tables = tables.flatMap { $0.tables(in: step) } }
    let key = name.text
    return tables.flatMap { $0.fields.filter { $0.stringKey == key }.compactMap(\.keyRange) }
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The keys from one table to another that is inside it, nil for an element; nil when something else stands between.
  private func path(from outer: TableConstructor, to inner: TableConstructor) -> [String?]? {
    var path: [String?] = []
    var node = inner.node
    while node != outer.node {
      guard let field = node.parent.flatMap({ TableField($0) }), field.value.node == node,
        let table = field.node.parent
      else { return nil }
      path.append(field.stringKey)
      node = table
    }
    return path.reversed()
  }
}

extension TableConstructor {
  /// The tables that are given for a key, or as elements.
  fileprivate func tables(in key: String?) -> [TableConstructor] {
    fields.compactMap { field in
      guard field.stringKey == key, case .table(let table) = field.value else { return nil }
      return table
    }
  }
}
