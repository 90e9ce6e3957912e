import CofreModel
import CofreSchema

/// Looks at what the cloud holds through what the script said.
///
/// Azure answers more than was asked for: defaults, values that policies add, other spellings. What the script never
/// mentioned is not its business, so that none of it may show up as a change; what it mentioned is shown as it is.
enum Projection {
  /// The read inputs, as far as the recorded ones mention them, in the recorded spelling where that means the same.
  static func project(
    _ read: [String: Value], onto recorded: [String: Value], as properties: [Property]
  ) -> [String: Value] {
    var result: [String: Value] = [:]
    for property in properties {
      guard let old = recorded[property.name] else { continue }
      if property.isLocal || property.isWriteOnly {
        // Azure knows nothing of the one and tells nothing of the other: what was recorded stands.
        result[property.name] = old
      } else if let new = read[property.name] {
        result[property.name] = project(new, onto: old, as: property.kind, property.normalization)
      } else if isEmpty(old) {
        // Azure leaves out what is empty.
        result[property.name] = old
      }
    }
    return result
  }

  private static func project(
    _ read: Value, onto recorded: Value, as kind: PropertyKind, _ normalization: Normalization?
  ) -> Value {
    if let normalization, normalization.canonical(read) == normalization.canonical(recorded) { return recorded }
    switch (kind, read, recorded) {
    case (.object(let properties), .object(let new), .object(let old)):
      return .object(project(new, onto: old, as: properties))
    case (.array(let element), .array(let news), .array(let olds)) where normalization != .unordered:
      return .array(
        news.enumerated().map { index, new in
          index < olds.count ? project(new, onto: olds[index], as: element, nil) : new
        })
    default:
      return read
    }
  }

  private static func isEmpty(_ value: Value) -> Bool {
    switch value {
    case .array(let elements): return elements.isEmpty
    case .object(let members): return members.values.allSatisfy(isEmpty)
    default: return false
    }
  }

  /// The read inputs as a script would write them: without what says nothing, with the type's defaults.
  static func importable(_ read: [String: Value], as type: ResourceType) -> [String: Value] {
    type.prepare(meaningful(read, as: type.inputs))
  }

  private static func meaningful(_ members: [String: Value], as properties: [Property]) -> [String: Value] {
    var result: [String: Value] = [:]
    for property in properties where !property.isWriteOnly {
      guard let value = members[property.name] else { continue }
      switch (property.kind, value) {
      case (.object(let inner), .object(let below)):
        let rest = meaningful(below, as: inner)
        if !rest.isEmpty || property.isRequired { result[property.name] = .object(rest) }
      case (_, .array([])) where !property.isRequired, (_, .bool(false)) where property.defaultValue == nil,
        (_, .string("")) where !property.isRequired:
        break
      default:
        result[property.name] = value
      }
    }
    return result
  }
}
