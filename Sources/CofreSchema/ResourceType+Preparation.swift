package import CofreModel

extension ResourceType {
  /// The inputs as the rest of the program works with them: nulls gone, defaults filled in, an empty table the kind that
  /// its property has, whole numbers integers, and every value of a sensitive property boxed.
  package func prepare(_ inputs: [String: Value]) -> [String: Value] {
    prepareMembers(inputs, as: self.inputs)
  }
}

private func prepareMembers(_ members: [String: Value], as properties: [Property]) -> [String: Value] {
  var result = members.filter { !$0.value.isNull }
  for property in properties {
    if let value = result[property.name] {
      let prepared = prepareValue(value, as: property.kind)
      result[property.name] = property.isSensitive ? prepared.markedSensitive : prepared
    } else if let value = property.defaultValue {
      result[property.name] = value
    }
  }
  return result
}

private func prepareValue(_ value: Value, as kind: PropertyKind) -> Value {
  switch (kind, value) {
  case (.integer, .number(let number)):
    return Int64(exactly: number).map { .integer($0) } ?? value
  case (.array(let element), .array(let elements)):
    return .array(elements.map { prepareValue($0, as: element) })
  case (.map, .array(let elements)) where elements.isEmpty:
    return .object([:])
  case (.map(let element), .object(let members)):
    return .object(members.filter { !$0.value.isNull }.mapValues { prepareValue($0, as: element) })
  case (.object(let properties), .array(let elements)) where elements.isEmpty:
    return .object(prepareMembers([:], as: properties))
  case (.object(let properties), .object(let members)):
    return .object(prepareMembers(members, as: properties))
  default:
    return value
  }
}

extension ResourceType {
  /// The outputs with every value that the type calls sensitive boxed, be it as an output or as an input that the cloud
  /// answers; `additional` names further ones.
  package func box(outputs: [String: Value], additional: [String] = []) -> [String: Value] {
    var result = boxMembers(boxMembers(outputs, as: inputs), as: self.outputs)
    for name in additional { result[name] = result[name]?.markedSensitive }
    return result
  }
}

private func boxMembers(_ members: [String: Value], as properties: [Property]) -> [String: Value] {
  var result = members
  for property in properties {
    guard let value = result[property.name] else { continue }
    if property.isSensitive {
      result[property.name] = value.markedSensitive
    } else if case .object(let children) = property.kind, case .object(let members) = value {
      result[property.name] = .object(boxMembers(members, as: children))
    }
  }
  return result
}
