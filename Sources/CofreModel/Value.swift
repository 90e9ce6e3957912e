/// A property value: what a script gives, what a provider returns, and, in its sealed form, what state keeps.
///
/// Three cases never leave the process as they are: ``sensitive(_:)`` has no coding, ``unknown`` exists only while a
/// preview runs, and a plain value of a sensitive property is never put into state: ``Sealer`` turns it into
/// ``digest(_:)`` (inputs) or ``ciphertext(_:)`` (outputs that cannot be read again) first.
package enum Value: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([Value])
  case object([String: Value])
  /// Not known before the step that makes it has run.
  ///
  /// `isSensitive` says that the value, once known, will be sensitive.
  case unknown(isSensitive: Bool)
  /// A scalar that must never be shown or written in clear.
  ///
  /// Sensitivity is per leaf: arrays and objects are never boxed.
  case sensitive(Sensitive)
  /// The keyed digest that stands for a sensitive input in state and plans.
  case digest(Digest)
  /// A sensitive output, encrypted for state.
  case ciphertext(Ciphertext)
}

extension Value {
  package static var unknown: Value { .unknown(isSensitive: false) }

  /// The member of an object, or nil when this is no object or has no such member.
  package subscript(key: String) -> Value? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  package var stringValue: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  package var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number as an integer: an integer as it is, a double only when it has no fraction and fits.
  package var integerValue: Int64? {
    switch self {
    case .integer(let value): return value
    case .number(let value): return Int64(exactly: value)
    default: return nil
    }
  }

  package var arrayValue: [Value]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  package var objectValue: [String: Value]? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  package var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  package var isUnknown: Bool {
    if case .unknown = self { return true }
    return false
  }

  /// Whether the value, or any leaf of it, is not known yet.
  package var containsUnknown: Bool {
    contains { $0.isUnknown }
  }

  /// Whether the value, or any leaf of it, is sensitive, in whatever form.
  package var containsSensitive: Bool {
    contains { leaf in
      switch leaf {
      case .sensitive, .digest, .ciphertext, .unknown(isSensitive: true): return true
      default: return false
      }
    }
  }

  /// Whether any leaf satisfies the predicate.
  package func contains(where predicate: (Value) -> Bool) -> Bool {
    switch self {
    case .array(let elements): return elements.contains { $0.contains(where: predicate) }
    case .object(let members): return members.values.contains { $0.contains(where: predicate) }
    default: return predicate(self)
    }
  }

  /// The value with every leaf replaced; `path` is the leaf's place below `path`.
  package func mapLeaves<Failure: Error>(
    at path: PropertyPath = PropertyPath(), _ transform: (Value, PropertyPath) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    switch self {
    case .array(let elements):
      var result: [Value] = []
      result.reserveCapacity(elements.count)
      for (index, element) in elements.enumerated() {
        result.append(try element.mapLeaves(at: path.appending(index), transform))
      }
      return .array(result)
    case .object(let members):
      var result: [String: Value] = [:]
      result.reserveCapacity(members.count)
      for (key, member) in members {
        result[key] = try member.mapLeaves(at: path.appending(key), transform)
      }
      return .object(result)
    default:
      return try transform(self, path)
    }
  }

  /// The value with every scalar leaf boxed as sensitive; null stays, what is boxed already stays.
  package var markedSensitive: Value {
    mapLeaves { leaf, _ in
      switch leaf {
      case .bool, .integer, .number, .string: return .sensitive(Sensitive(leaf))
      case .unknown: return .unknown(isSensitive: true)
      default: return leaf
      }
    }
  }

  /// The value with every sensitive leaf opened.
  ///
  /// The purpose says why, so that each place can be reviewed.
  package func revealed(for purpose: Sensitive.Purpose) -> Value {
    mapLeaves { leaf, _ in
      if case .sensitive(let sensitive) = leaf { return sensitive.reveal(for: purpose) }
      return leaf
    }
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: Value...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
