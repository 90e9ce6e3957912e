import CofreModel
import CofreProvider
import CofreSchema

/// What the cloud says of inputs, taken over into what is recorded.
enum Drift {
  /// Recorded inputs with those that the cloud says otherwise replaced.
  ///
  /// Sensitive, write-only and local inputs stay: the cloud does not answer them. A place that is not recorded is taken
  /// over only when its value says something: not empty, and not the default.
  static func merge(
    _ found: [String: Value], into recorded: [String: Value], properties: [Property]
  ) -> [String: Value] {
    var result = recorded
    for property in properties where !property.isSensitive && !property.isWriteOnly && !property.isLocal {
      let old = recorded[property.name]
      let new = found[property.name]?.isNull == true ? Value?.none : found[property.name]
      switch (property.kind, old, new) {
      case (.object(let children), .object(let olds)?, .object(let news)?):
        result[property.name] = .object(merge(news, into: olds, properties: children))
      case (_, let old?, let new?):
        if old.containsSensitive { continue }
        let isSame = property.normalization.map { $0.canonical(old) == $0.canonical(new) } ?? (old == new)
        if !isSame { result[property.name] = new }
      case (_, nil, let new?):
        if new.saysSomething, new != property.defaultValue { result[property.name] = new }
      case (_, let old?, nil):
        if found.keys.contains(property.name), old.saysSomething { result[property.name] = nil }
      case (_, nil, nil):
        break
      }
    }
    return result
  }
}

extension Value {
  /// Whether the value is anything but nothing: not null, not empty, not false.
  fileprivate var saysSomething: Bool {
    switch self {
    case .null, .bool(false): return false
    case .string(let text): return !text.isEmpty
    case .array(let elements): return !elements.isEmpty
    case .object(let members): return members.values.contains { $0.saysSomething }
    default: return true
    }
  }
}
