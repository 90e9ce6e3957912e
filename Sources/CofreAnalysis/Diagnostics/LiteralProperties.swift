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

    init(
      path: PropertyPath, key: Range<Int>?, value: Expression, held: ValueKind, property: Property?, isSensitive: Bool
    ) {
      self.path = path
      self.key = key
      self.value = value
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

  init(_ table: TableConstructor, of type: ResourceType, facts: DocumentFacts) {
    self.facts = facts
    value = read(table, at: PropertyPath(), kind: .object(type.inputs), isSensitive: false)
  }

  /// Whether a property, or the one that it is an element of, is sensitive.
  func isSensitive(_ path: PropertyPath) -> Bool { places[path]?.isSensitive ?? false }

  private func read(
    _ table: TableConstructor, at path: PropertyPath, kind: PropertyKind, isSensitive: Bool
  ) -> Value {
    tables[path] = table
    var members: [String: Value] = [:]
    var elements: [Value] = []
    var isMixed = false
    for field in table.fields {
      if let key = field.stringKey {
        let property = kind.objectMembers?.first { $0.name == key }
        let place = Place(
          path: path.appending(key), key: field.keyRange, value: field.value, held: facts.value(of: field.value),
          property: property, isSensitive: property?.isSensitive ?? isSensitive)
        members[key] = read(field.value, kind: property?.kind ?? kind.elementKind, place)
      } else if field.keyRange == nil {
        if case .missing = field.value { continue }
        let index = elements.count
        elements.append(
          read(
            field.value, kind: kind.elementKind,
            Place(
              path: path.appending(index), key: nil, value: field.value, held: facts.value(of: field.value),
              property: nil,
              isSensitive: isSensitive)))
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

  private func read(_ expression: Expression, kind: PropertyKind, _ place: Place) -> Value {
    places.append(place)
    return value(of: expression, kind: kind, place)
  }

  private func value(of expression: Expression, kind: PropertyKind, _ place: Place) -> Value {
    switch expression {
    case .nil: return .null
    case .boolean(let literal): return .bool(literal.value)
    case .string(let literal): return .string(String(decoding: literal.value, as: UTF8.self))
    case .number(let literal): return Self.value(literal, sign: 1)
    case .unary(let unary):
      guard unary.operatorToken.kind == .minus, case .number(let literal) = unary.operand else { return .unknown }
      return Self.value(literal, sign: -1)
    case .table(let table): return read(table, at: place.path, kind: kind, isSensitive: place.isSensitive)
    case .parenthesized(let inner): return value(of: inner.inner, kind: kind, place)
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
