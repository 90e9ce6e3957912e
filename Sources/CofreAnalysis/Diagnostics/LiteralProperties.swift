import CofreModel
import CofreSchema
import LuaSyntax

/// The properties of a declaration as a value, as far as the text says them, with the place of each.
///
/// What is not a literal is unknown, which satisfies every rule of the schema.
struct LiteralProperties {
  struct Place {
    var key: Range<Int>?
    var value: Expression
    var property: Property?
    /// Whether the property stands right there, and not an element of it.
    var isWhole: Bool
  }

  var value: Value = .object([:])
  var places: [PropertyPath: Place] = [:]
  /// Tables whose members are not all known, so that nothing can be called missing in them.
  var openTables: Set<PropertyPath> = []
  var tables: [PropertyPath: TableConstructor] = [:]
  /// The order of the text.
  var paths: [PropertyPath] = []
  private let facts: DocumentFacts

  init(_ table: TableConstructor, of type: ResourceType, facts: DocumentFacts) {
    self.facts = facts
    value = read(table, at: PropertyPath(), kind: .object(type.inputs))
  }

  private mutating func read(_ table: TableConstructor, at path: PropertyPath, kind: PropertyKind) -> Value {
    tables[path] = table
    var members: [String: Value] = [:]
    var elements: [Value] = []
    var isMixed = false
    for field in table.fields {
      if let key = field.stringKey {
        let property = kind.objectMembers?.first { $0.name == key }
        let place = Place(
          key: field.keyRange, value: field.value, property: property, isWhole: property != nil)
        members[key] = read(field.value, at: path.appending(key), kind: property?.kind ?? kind.elementKind, place)
      } else if field.keyRange == nil {
        if case .missing = field.value { continue }
        let index = elements.count
        elements.append(
          read(
            field.value, at: path.appending(index), kind: kind.elementKind,
            Place(key: nil, value: field.value, property: nil, isWhole: false)))
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

  private mutating func read(
    _ expression: Expression, at path: PropertyPath, kind: PropertyKind, _ place: Place
  ) -> Value {
    places[path] = place
    paths.append(path)
    switch expression {
    case .nil: return .null
    case .boolean(let literal): return .bool(literal.value)
    case .string(let literal): return .string(String(decoding: literal.value, as: UTF8.self))
    case .number(let literal): return Self.value(literal, sign: 1)
    case .unary(let unary):
      guard unary.operatorToken.kind == .minus, case .number(let literal) = unary.operand else { return .unknown }
      return Self.value(literal, sign: -1)
    case .table(let table): return read(table, at: path, kind: kind)
    case .parenthesized(let inner): return read(inner.inner, at: path, kind: kind, place)
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
