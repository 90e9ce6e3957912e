import CofreJSON
import CofreModel

/// Values as people read them and as JSON says them.
///
/// A sensitive value shows only when the user asked for it.
struct ValueText {
  var showsSecrets: Bool

  /// One line, in the manner of Lua.
  func text(_ value: Value) -> String {
    switch value {
    case .null: return "nil"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value): return value.description
    case .string(let value): return JSON.string(value).text()
    case .array(let elements): return "{" + elements.map { " \(text($0))" }.joined(separator: ",") + " }"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return "{ " + members.keys.sorted().map { "\($0) = \(text(members[$0] ?? .null))" }.joined(separator: ", ") + " }"
    case .unknown(let isSensitive): return isSensitive ? "[secret, known after up]" : "[known after up]"
    case .sensitive(let sensitive):
      return showsSecrets ? text(sensitive.reveal(for: .userRequest)) : "[secret]"
    case .digest(let digest): return "[secret \(digest.fingerprint)]"
    case .ciphertext: return "[secret]"
    }
  }

  /// What changed, old and new.
  func change(_ old: Value?, _ new: Value?) -> String {
    switch (old, new) {
    case (.digest(let old)?, .digest(let new)?): return "[secret \(old.fingerprint) → \(new.fingerprint)]"
    case (let old?, let new?): return "\(text(old)) → \(text(new))"
    case (nil, let new?): return text(new)
    case (let old?, nil): return "\(text(old)) → nil"
    case (nil, nil): return ""
    }
  }

  /// Sensitive values are `{"secret": true}`, digests with their fingerprint, unknown ones `{"unknown": true}`.
  func json(_ value: Value) -> JSON {
    switch value {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .array(let elements): return .array(elements.map(json))
    case .object(let members):
      return .object(JSONObject(members.keys.sorted().map { ($0, json(members[$0] ?? .null)) }))
    case .unknown: return ["unknown": true]
    case .sensitive(let sensitive):
      return showsSecrets ? json(sensitive.reveal(for: .userRequest)) : ["secret": true]
    case .digest(let digest): return ["secret": true, "fingerprint": .string(digest.fingerprint)]
    case .ciphertext: return ["secret": true]
    }
  }
}
