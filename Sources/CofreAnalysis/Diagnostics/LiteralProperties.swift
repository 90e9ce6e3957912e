import CofreModel
import CofreSchema
import LuaSyntax

/// The properties of a declaration as a value, as far as the text says them, with the place of each.
///
/// What is not a literal is unknown, which satisfies every rule of the schema.
/// It and its places are shared by all rules: descriptions of properties are large, and copying them would take longer than
/// the rules.
final class LiteralProperties {
  final class Place {
    let path: PropertyPath
    let key: Range<Int>?
    let value: Expression
    /// What the value is known to hold.
    let held: ValueKind
    /// The property that stands right there; nil for an element of one.
    let property: Property?
    /// Whether the property, or the one that it is an element of, is sensitive.
    let isSensitive: Bool
    /// What the variable was declared with that stands there; the value itself where there is none.
    let source: Expression

    init(
      path: PropertyPath, key: Range<Int>?, value: Expression, source: Expression, held: ValueKind, property: Property?,
      isSensitive: Bool
    ) {
      self.path = path
      self.key = key
      self.value = value
      self.source = source
      self.held = held
      self.property = property
      self.isSensitive = isSensitive
    }
  }

  /// The places in the order of the text, found by their paths.
  struct Places: Sequence {
    private(set) var list: [Place] = []
    /// Few places are found faster by looking at all of them.
    private var indices: [PropertyPath: Int] = [:]

    subscript(path: PropertyPath) -> Place? {
      if list.count <= 24 { return list.last { $0.path == path } }
      return indices[path].map { list[$0] }
    }

    mutating func append(_ place: Place) {
      list.append(place)
      if list.count == 25 {
        for (index, place) in list.enumerated() { indices[place.path] = index }
      } else if list.count > 25 {
        indices[place.path] = list.count - 1
      }
    }

    func makeIterator() -> IndexingIterator<[Place]> { list.makeIterator() }
  }

  private(set) var value: Value = .object([:])
  private(set) var places = Places()
  /// Tables whose members are not all known, so that nothing can be called missing in them.
  private(set) var openTables: Set<PropertyPath> = []
  private(set) var tables: [PropertyPath: TableConstructor] = [:]
  /// The order of the text.
  var paths: [PropertyPath] { places.list.map(\.path) }
  private let facts: DocumentFacts

  /// Whether a field is given a value in some runs only, so that what excludes it may be given in the others.
  private(set) var hasConditions = false

  init(_ table: LocalTable, of type: ResourceType, facts: DocumentFacts) {
    self.facts = facts
    value = read(table, at: PropertyPath(), kind: .object(type.inputs), isSensitive: false, depth: 6)
  }

  /// The properties that a declaration is given: its second argument, or the variable's that stands there.
  convenience init?(of declaration: ResourceDeclaration, facts: DocumentFacts) {
    guard declaration.arguments.count > 1 else { return nil }
    switch declaration.arguments[1] {
    case .table(let table): self.init(LocalTable(table: table), of: declaration.type, facts: facts)
    case .name(let name):
      guard let table = facts.localTable(of: name) else { return nil }
      self.init(table, of: declaration.type, facts: facts)
    default: return nil
    }
  }

  /// Whether a property, or the one that it is an element of, is sensitive.
  func isSensitive(_ path: PropertyPath) -> Bool { places[path]?.isSensitive ?? false }

  private func read(
    _ local: LocalTable, at path: PropertyPath, kind: PropertyKind, isSensitive: Bool, depth: Int
  ) -> Value {
    if local.isOpen { openTables.insert(path) }
    var value = read(local.table, at: path, kind: kind, isSensitive: isSensitive, depth: depth)
    for assignment in local.assignments {
      if assignment.isConditional {
        hasConditions = true
        openTables.insert(path)
      }
      assign(assignment, keys: assignment.keys[...], to: &value, at: path, kind: kind, isSensitive, depth: depth)
    }
    return value
  }

  /// Adds what a field is given behind the table.
  private func assign(
    _ assignment: LocalTable.Assignment, keys: ArraySlice<String>, to value: inout Value, at path: PropertyPath,
    kind: PropertyKind, _ isSensitive: Bool, depth: Int
  ) {
    if value == .array([]) { value = .object([:]) }
    guard let key = keys.first, case .object(var members) = value else { return }
    let property = kind.objectMembers?.first { $0.name == key }
    let (inner, place) = (property?.kind ?? kind.elementKind, path.appending(key))
    let isSensitive = property?.isSensitive ?? isSensitive
    if keys.count > 1 {
      var member = members[key] ?? .unknown
      if assignment.isConditional { openTables.insert(place) }
      assign(
        assignment, keys: keys.dropFirst(), to: &member, at: place, kind: inner, isSensitive, depth: depth)
      members[key] = member
    } else if let given = assignment.value {
      let read = read(
        given, kind: inner,
        Place(
          path: place, key: assignment.keyRange, value: given, source: facts.source(of: given),
          held: facts.value(of: given), property: property, isSensitive: isSensitive), depth: depth)
      members[key] = read
    } else {
      members[key] = .unknown
    }
    value = .object(members)
  }

  private func read(
    _ table: TableConstructor, at path: PropertyPath, kind: PropertyKind, isSensitive: Bool, depth: Int
  ) -> Value {
    tables[path] = table
    var members: [String: Value] = [:]
    var elements: [Value] = []
    var isMixed = false
    for field in table.fields {
      if let key = field.stringKey {
        let property = kind.objectMembers?.first { $0.name == key }
        let place = Place(
          path: path.appending(key), key: field.keyRange, value: field.value, source: facts.source(of: field.value),
          held: facts.value(of: field.value), property: property, isSensitive: property?.isSensitive ?? isSensitive)
        members[key] = read(field.value, kind: property?.kind ?? kind.elementKind, place, depth: depth)
      } else if field.keyRange == nil {
        if case .missing = field.value { continue }
        let index = elements.count
        elements.append(
          read(
            field.value, kind: kind.elementKind,
            Place(
              path: path.appending(index), key: nil, value: field.value, source: facts.source(of: field.value),
              held: facts.value(of: field.value), property: nil, isSensitive: isSensitive), depth: depth))
        if field.value.mayHaveMoreValues { openTables.insert(path) }
      } else {
        openTables.insert(path)
        isMixed = true
      }
    }
    if !members.isEmpty, elements.isEmpty, !isMixed { return .object(members) }
    if !members.isEmpty {
      // A word alone among named members is a property being typed: the rest still counts.
      openTables.insert(path)
      return .object(members)
    }
    if isMixed || openTables.contains(path) { return .unknown }
    return .array(elements)
  }

  private func read(_ expression: Expression, kind: PropertyKind, _ place: Place, depth: Int) -> Value {
    places.append(place)
    return value(of: expression, kind: kind, place, depth: depth)
  }

  private func value(of expression: Expression, kind: PropertyKind, _ place: Place, depth: Int) -> Value {
    guard depth > 0 else { return .unknown }
    switch expression {
    case .nil: return .null
    case .boolean(let literal): return .bool(literal.value)
    case .string(let literal): return .string(String(decoding: literal.value, as: UTF8.self))
    case .number(let literal): return Self.value(literal, sign: 1)
    case .unary(let unary):
      guard unary.operatorToken.kind == .minus, case .number(let literal) = unary.operand else { return .unknown }
      return Self.value(literal, sign: -1)
    case .table(let table):
      return read(table, at: place.path, kind: kind, isSensitive: place.isSensitive, depth: depth)
    case .parenthesized(let inner): return value(of: inner.inner, kind: kind, place, depth: depth)
    case .name(let name):
      if let table = facts.localTable(of: name) {
        return read(table, at: place.path, kind: kind, isSensitive: place.isSensitive, depth: depth - 1)
      }
      return scalar(place, kind, depth: depth)
    case .member: return scalar(place, kind, depth: depth)
    case .binary:
      guard let text = facts.writtenText(expression)?.bytes else { return .unknown }
      return .string(String(decoding: text, as: UTF8.self))
    default: return .unknown
    }
  }

  /// What a variable holds that is written out, unless it is a table.
  private func scalar(_ place: Place, _ kind: PropertyKind, depth: Int) -> Value {
    switch place.source {
    case .string, .number, .boolean, .unary, .binary:
      return value(of: place.source, kind: kind, place, depth: depth - 1)
    default: return .unknown
    }
  }

  private static func value(_ literal: NumberLiteral, sign: Int64) -> Value {
    switch literal.value {
    case .integer(let number): return .integer(number &* sign)
    case .float(let number): return .number(number * Double(sign))
    case nil: return .unknown
    }
  }
}

extension PropertyKind {
  var objectMembers: [Property]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The kind of the elements; any for what has none.
  var elementKind: PropertyKind {
    switch self {
    case .array(let element), .map(let element): element
    default: .any
    }
  }

}
