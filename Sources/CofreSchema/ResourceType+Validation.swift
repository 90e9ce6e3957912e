package import CofreModel

extension ResourceType {
  /// Everything that is wrong with inputs, in the order of their names.
  ///
  /// An unknown value satisfies every rule but those about which properties are there.
  package func validate(_ inputs: [String: Value]) -> [Violation] {
    var validator = Validator(subject: name)
    validator.validate(inputs, against: self.inputs, at: PropertyPath())
    return validator.violations
  }
}

/// Collects violations on one walk over the inputs.
private struct Validator {
  let subject: String
  var violations: [Violation] = []

  mutating func validate(_ members: [String: Value], against properties: [Property], at path: PropertyPath) {
    for name in members.keys.sorted() {
      guard let value = members[name] else { continue }
      let place = path.appending(name)
      guard let property = properties.first(where: { $0.name == name }) else {
        unknownProperty(name, at: place, among: properties)
        continue
      }
      if !value.isNull {
        validate(value, as: property.kind, property, at: place)
        for other in property.conflictsWith where !(members[other]?.isNull ?? true) && name < other {
          violations.append(
            Violation(
              code: "conflicting-properties", path: place, "Conflicting properties",
              detail: "'\(place)' and '\(other)' of \(subject) cannot be given together.",
              hint: "Take one of the two away."))
        }
      }
    }
    for property in properties {
      let isGiven = !(members[property.name]?.isNull ?? true)
      if property.isRequired, !isGiven, property.defaultValue == nil {
        violations.append(
          Violation(
            code: "missing-property", path: path.appending(property.name), "Missing required property",
            detail: "\(subject) needs '\(path.appending(property.name))'. \(property.doc)",
            hint: "Add \(property.name) = … to \(path.isEmpty ? "the properties" : "'\(path)'")."))
      }
      let group = property.exactlyOneOf
      if let first = group.first, property.name == first {
        let given = group.filter { !(members[$0]?.isNull ?? true) }
        if given.count != 1 {
          violations.append(
            Violation(
              code: "exactly-one-property", path: path.appending(given.first ?? first),
              "Exactly one property is needed",
              detail:
                "\(subject) needs exactly one of \(group.map { "'\($0)'" }.joined(separator: ", ")), and "
                + (given.isEmpty ? "none is given." : "\(given.count) are given.")))
        }
      }
    }
  }

  private mutating func validate(
    _ value: Value, as kind: PropertyKind, _ property: Property, at path: PropertyPath
  ) {
    if property.autoName != nil, value.containsSensitive {
      violations.append(
        Violation(
          code: "secret-name", path: path, "A name cannot be secret",
          detail:
            "'\(path)' of \(subject) becomes part of the object's ID, which clouds, state and outputs show in clear.",
          hint: "Take a value that is no secret."))
      return
    }
    var value = value
    if case .sensitive(let sensitive) = value { value = sensitive.reveal(for: .validation) }
    switch (kind, value) {
    case (_, .unknown), (_, .digest), (_, .ciphertext), (.any, _), (.string, .string), (.boolean, .bool),
      (.integer, .integer), (.number, .integer), (.number, .number):
      break
    case (.integer, .number(let number)) where Int64(exactly: number) != nil:
      break
    case (.array(let element), .array(let elements)):
      for (index, value) in elements.enumerated() {
        validate(value, as: element, elementProperty(property, element), at: path.appending(index))
      }
    case (.map(let element), .object(let members)):
      for key in members.keys.sorted() {
        guard let value = members[key] else { continue }
        validate(value, as: element, elementProperty(property, element), at: path.appending(key))
      }
    case (.object(let properties), .object(let members)):
      validate(members, against: properties, at: path)
    case (.map, .array(let elements)) where elements.isEmpty, (.object, .array(let elements)) where elements.isEmpty:
      // An empty Lua table says neither list nor object.
      if case .object(let properties) = kind { validate([:], against: properties, at: path) }
    default:
      violations.append(
        Violation(
          code: "wrong-type", path: path, "Wrong type of value",
          detail: "'\(path)' of \(subject) must be \(kind.phrase), not \(value.phrase)."))
      return
    }
    for constraint in property.constraints {
      if let problem = constraint.violation(by: value) {
        violations.append(
          Violation(
            code: "out-of-range", path: path, "Value is not allowed",
            detail: "'\(path)' of \(subject) \(problem)."))
      }
    }
  }

  /// The rules for an element: those of the list say nothing about it.
  private func elementProperty(_ property: Property, _ kind: PropertyKind) -> Property {
    var element = property
    element.kind = kind
    element.constraints = []
    return element
  }

  private mutating func unknownProperty(_ name: String, at path: PropertyPath, among properties: [Property]) {
    let all = properties.map(\.name).sorted()
    let more = all.count > 8 ? " and \(all.count - 8) others" : ""
    let hint =
      didYouMean(nearestNames(to: name, among: all))
      ?? "Its properties are \(all.prefix(8).joined(separator: ", "))\(more)."
    violations.append(
      Violation(
        code: "unknown-property", path: path, "Unknown property", detail: "\(subject) has no property '\(path)'.",
        hint: hint))
  }
}

extension Value {
  /// The kind of the value in a user's words; never the value.
  package var phrase: String {
    switch self {
    case .null: return "nil"
    case .bool: return "a boolean"
    case .integer: return "an integer"
    case .number: return "a number"
    case .string: return "a string"
    case .array(let elements): return elements.isEmpty ? "an empty table" : "a list"
    case .object: return "a table"
    case .unknown, .sensitive, .digest, .ciphertext: return "an output"
    }
  }
}
