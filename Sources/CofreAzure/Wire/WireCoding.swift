import CofreJSON
import CofreModel
import CofreSchema

/// Turns properties into the JSON that Azure takes and answers, as the flags of their type say.
///
/// A wire name with dots is a path. Members come out in the order in which the type lists them.
enum WireCoding {
  /// The body for inputs; local properties and those of `excluded`, which stand in the path, are left out.
  ///
  /// Sensitive leaves are opened; what is not known, and digests, are left out.
  static func encode(
    _ members: [String: Value], as properties: [Property], excluding excluded: Set<String> = []
  ) -> JSONObject {
    var body = JSON.object([:])
    for property in properties where !property.isLocal && !excluded.contains(property.name) {
      guard let value = members[property.name], let json = encode(value, as: property.kind, property.normalization)
      else { continue }
      body.set(property.wirePath, to: json)
    }
    return body.objectValue ?? [:]
  }

  private static func encode(_ value: Value, as kind: PropertyKind, _ normalization: Normalization?) -> JSON? {
    switch (kind, value) {
    case (_, .null), (_, .unknown), (_, .digest), (_, .ciphertext): return nil
    case (_, .sensitive(let sensitive)):
      return encode(sensitive.reveal(for: .providerRequest), as: kind, normalization)
    case (.object(let properties), .object(let members)): return .object(encode(members, as: properties))
    case (.map(let element), .object(let members)):
      return .object(
        JSONObject(
          members.sorted { $0.key < $1.key }.compactMap { key, member in
            encode(member, as: element, nil).map { (key, $0) }
          }))
    case (.array(let element), .array(let elements)):
      return .array(elements.compactMap { encode($0, as: element, nil) })
    case (_, .bool(let bool)): return .bool(bool)
    case (_, .integer(let integer)): return .integer(integer)
    case (_, .number(let number)): return .number(number)
    case (_, .string):
      return (normalization == .azureLocation ? Normalization.azureLocation.canonical(value) : value).stringValue
        .map { .string($0) }
    case (_, .array(let elements)): return .array(elements.compactMap { encode($0, as: .any, nil) })
    case (_, .object(let members)):
      return .object(
        JSONObject(
          members.sorted { $0.key < $1.key }.compactMap { key, member in
            encode(member, as: .any, nil).map { (key, $0) }
          }))
    }
  }

  /// The properties that an answer holds; what it does not hold, or holds as null, is left out.
  static func decode(_ body: JSON, as properties: [Property]) -> [String: Value] {
    var members: [String: Value] = [:]
    for property in properties {
      guard let json = body.value(at: property.wirePath), let value = decode(json, as: property.kind) else { continue }
      members[property.name] = value
    }
    return members
  }

  private static func decode(_ json: JSON, as kind: PropertyKind) -> Value? {
    switch (kind, json) {
    case (_, .null): return nil
    case (.object(let properties), .object): return .object(decode(json, as: properties))
    case (.map(let element), .object(let object)):
      return .object(
        Dictionary(
          object.compactMap { key, member in decode(member, as: element).map { (key, $0) } },
          uniquingKeysWith: { _, last in last }))
    case (.array(let element), .array(let elements)):
      return .array(elements.compactMap { decode($0, as: element) })
    case (.string, .string(let text)), (.any, .string(let text)): return .string(text)
    case (.boolean, .bool(let bool)), (.any, .bool(let bool)): return .bool(bool)
    case (.integer, _): return json.integerValue.map { .integer($0) }
    case (.number, _): return json.doubleValue.map { .number($0) }
    case (.any, .integer(let integer)): return .integer(integer)
    case (.any, .number(let number)): return .number(number)
    case (.any, .array(let elements)): return .array(elements.compactMap { decode($0, as: .any) })
    case (.any, .object(let object)):
      return .object(
        Dictionary(
          object.compactMap { key, member in decode(member, as: .any).map { (key, $0) } },
          uniquingKeysWith: { _, last in last }))
    default: return nil
    }
  }
}

extension Property {
  /// Where the value stands below the body.
  var wirePath: [String] { wireName.split(separator: ".").map(String.init) }
}

extension JSON {
  /// What stands at a path of members; nil when nothing does.
  func value(at path: [String]) -> JSON? {
    var json = self
    for name in path {
      guard let member = json[name] else { return nil }
      json = member
    }
    return json
  }

  /// Puts a value at a path of members, making the objects above it; nil takes it away.
  mutating func set(_ path: [String], to value: JSON?) {
    guard let first = path.first else {
      if let value { self = value }
      return
    }
    var object = objectValue ?? [:]
    if path.count == 1 {
      object[first] = value
    } else if object[first] != nil || value != nil {
      var member = object[first] ?? .object([:])
      member.set(Array(path.dropFirst()), to: value)
      object[first] = member
    }
    self = .object(object)
  }
}
