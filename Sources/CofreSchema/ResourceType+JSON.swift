package import CofreJSON
import CofreModel

extension ResourceType {
  /// The type as `cofre schema --json` says it; the format's version stands at the top of that document.
  package var json: JSON {
    var object: JSONObject = [
      "name": .string(name), "summary": .string(summary), "documentation": .string(documentation),
      "idFormat": .string(idFormat), "deleteBeforeReplace": .bool(deleteBeforeReplace),
      "inputs": .array(inputs.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "permissions": [
        "create": strings(permissions.create), "read": strings(permissions.read),
        "update": strings(permissions.update), "delete": strings(permissions.delete),
      ],
      "examples": strings(examples),
    ]
    object["tombstone"] = tombstone.map { .string($0) }
    return .object(object)
  }
}

extension Property {
  /// Flags are members that are there only when they are set.
  var json: JSON {
    var object: JSONObject = ["name": .string(name), "wireName": .string(wireName), "doc": .string(doc)]
    for (key, value) in kind.json { object[key] = value }
    let flags: [(String, Bool)] = [
      ("required", isRequired), ("createOnly", isCreateOnly), ("writeOnly", isWriteOnly), ("sensitive", isSensitive),
      ("local", isLocal), ("volatile", isVolatile),
    ]
    for (flag, isSet) in flags where isSet { object[flag] = true }
    object["deprecated"] = deprecation.map { .string($0) }
    object["default"] = defaultValue.map(\.json)
    if !constraints.isEmpty { object["constraints"] = .array(constraints.map(\.json)) }
    if !knownValues.isEmpty { object["knownValues"] = strings(knownValues) }
    if !conflictsWith.isEmpty { object["conflictsWith"] = strings(conflictsWith) }
    if !exactlyOneOf.isEmpty { object["exactlyOneOf"] = strings(exactlyOneOf) }
    if let reference {
      object["reference"] = ["type": .string(reference.type), "property": .string(reference.property)]
    }
    if let autoName { object["autoName"] = ["maximumLength": .integer(Int64(autoName.maximumLength))] }
    object["normalization"] = normalization.map { .string($0.rawValue) }
    return .object(object)
  }
}

extension PropertyKind {
  fileprivate var json: JSONObject {
    switch self {
    case .string: return ["type": "string"]
    case .integer: return ["type": "integer"]
    case .number: return ["type": "number"]
    case .boolean: return ["type": "boolean"]
    case .any: return ["type": "any"]
    case .array(let element): return ["type": "array", "of": .object(element.json)]
    case .map(let element): return ["type": "map", "of": .object(element.json)]
    case .object(let properties): return ["type": "object", "properties": .array(properties.map(\.json))]
    }
  }
}

extension Constraint {
  fileprivate var json: JSON {
    switch self {
    case .length(let range): return bounds("length", Int64(range.lowerBound), Int64(range.upperBound))
    case .bytes(let range): return bounds("bytes", Int64(range.lowerBound), Int64(range.upperBound))
    case .count(let range): return bounds("count", Int64(range.lowerBound), Int64(range.upperBound))
    case .range(let range, let unit):
      return [
        "kind": "range", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        "unit": .string(unit.rawValue),
      ]
    case .zeroOr(let range, let unit):
      return [
        "kind": "zeroOr", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        "unit": .string(unit.rawValue),
      ]
    case .oneOf(let values): return ["kind": "oneOf", "values": strings(values)]
    case .pattern(let expression, let meaning):
      return ["kind": "pattern", "expression": .string(expression), "meaning": .string(meaning)]
    case .format(let format): return ["kind": "format", "format": .string(format.rawValue)]
    }
  }

  private func bounds(_ kind: String, _ minimum: Int64, _ maximum: Int64) -> JSON {
    ["kind": .string(kind), "minimum": .integer(minimum), "maximum": .integer(maximum)]
  }
}

extension Value {
  /// A default as JSON: defaults are plain values.
  fileprivate var json: JSON {
    switch self {
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .array(let elements): return .array(elements.map(\.json))
    case .object(let members):
      return .object(JSONObject(members.keys.sorted().map { ($0, (members[$0] ?? .null).json) }))
    case .null, .unknown, .sensitive, .digest, .ciphertext: return .null
    }
  }
}

private func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }
