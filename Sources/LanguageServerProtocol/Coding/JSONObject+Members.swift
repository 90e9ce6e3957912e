import CofreJSON

extension JSONObject {
  /// A member that must be there.
  func required<Value: LSPValue>(_ name: String) throws(DecodingFailure) -> Value {
    guard let json = self[name] else { throw DecodingFailure(expected: "a member '\(name)'") }
    return try read(json, name)
  }

  /// A member that may be left out; `null` leaves it out too, unless it is a value of the type.
  func optional<Value: LSPValue>(_ name: String) throws(DecodingFailure) -> Value? {
    guard let json = self[name] else { return nil }
    if !Value.readsNull, case .null = json { return nil }
    return try read(json, name)
  }

  /// A member that must be there, and may be `null`; nil is `null`, and so is a member that a client left out.
  func nullable<Value: LSPValue>(_ name: String) throws(DecodingFailure) -> Value? {
    try optional(name)
  }

  /// A member that may be left out, and counts as left out when it is not what the protocol says.
  ///
  /// This is how capabilities of the client are read: one that is misspelt is not used, and the session goes on.
  func tolerated<Value: LSPValue>(_ name: String) -> Value? {
    (try? optional(name)) ?? nil
  }

  /// A number that must be there and not be negative.
  func requiredUnsigned(_ name: String) throws(DecodingFailure) -> Int {
    let value: Int = try required(name)
    guard value >= 0 else { throw DecodingFailure(expected: "a number that is not negative").within(name) }
    return value
  }

  /// A number that may be left out but not be negative.
  func optionalUnsigned(_ name: String) throws(DecodingFailure) -> Int? {
    self[name] == nil || self[name] == .null ? nil : try requiredUnsigned(name)
  }

  /// Checks a member whose value is always the same, such as the kind of a file operation.
  func constant(_ name: String, _ value: String) throws(DecodingFailure) {
    guard self[name] == .string(value) else { throw DecodingFailure(expected: "\"\(value)\"").within(name) }
  }

  /// The members that are not among the named ones.
  func others(than names: String...) -> JSONObject {
    JSONObject(unchecked: members.filter { !names.contains($0.key) })
  }

  private func read<Value: LSPValue>(_ json: JSON, _ name: String) throws(DecodingFailure) -> Value {
    do throws(DecodingFailure) {
      return try Value(json: json)
    } catch {
      throw error.within(name)
    }
  }
}

extension JSON {
  /// Whether this is an object with all these members.
  func has(_ names: String...) -> Bool {
    guard case .object(let object) = self else { return false }
    return names.allSatisfy { object[$0] != nil }
  }

  /// Whether this is an object whose member is this text.
  func has(_ name: String, equalTo value: String) -> Bool { self[name] == .string(value) }

  var isString: Bool { if case .string = self { true } else { false } }
  var isBool: Bool { if case .bool = self { true } else { false } }
  var isNumber: Bool { doubleValue != nil }
  var isObject: Bool { if case .object = self { true } else { false } }
  var isArray: Bool { if case .array = self { true } else { false } }
  var isEmptyArray: Bool { arrayValue?.isEmpty == true }
}
