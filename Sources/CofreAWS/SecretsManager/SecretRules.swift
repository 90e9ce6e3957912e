import CofreModel
import CofreProvider
import CofreSchema

/// What is true of the properties of a secret beyond what the schema can say.
enum SecretRules {
  static func violations(of inputs: [String: Value], region: String) -> [Violation] {
    var violations: [Violation] = []
    func report(_ path: PropertyPath, _ detail: String, hint: String? = nil) {
      violations.append(
        Violation(code: "out-of-range", path: path, "Value is not allowed", detail: detail, hint: hint))
    }
    for (key, value) in (inputs["tags"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
      let path = PropertyPath("tags").appending(key)
      if OwnershipTags.isOurs(key) || key.lowercased().hasPrefix("aws:") {
        report(path, "The tag '\(key)' cannot be set: names that start with aws: or cofre: are reserved.")
      } else if !(1...128 ~= key.unicodeScalars.count) {
        report(path, "The name of a tag must have 1 to 128 characters.")
      } else if let text = value.stringValue, text.unicodeScalars.count > 256 {
        report(path, "The value of the tag '\(key)' must have 0 to 256 characters.")
      }
    }
    var seen: Set<String> = []
    for (index, replica) in (inputs["replicas"]?.arrayValue ?? []).enumerated() {
      guard let other = replica["region"]?.stringValue else { continue }
      let path = PropertyPath("replicas").appending(index).appending("region")
      if other == region { report(path, "A replica cannot go to \(region), where the secret itself is.") }
      if !seen.insert(other).inserted { report(path, "The region \(other) stands twice among the replicas.") }
    }
    return violations
  }

  /// Whether a change is none to AWS.
  static func meansTheSame(_ change: PropertyChange) -> Bool {
    func isKnown(_ value: Value?) -> Bool {
      guard let value else { return true }
      return !value.containsUnknown && !value.containsSensitive
    }
    guard isKnown(change.old), isKnown(change.new) else { return false }
    let (old, new) = (change.old?.stringValue ?? "", change.new?.stringValue ?? "")
    switch change.path.description {
    case "description": return old == new
    case "kms_key_id": return areSameKey(old, new)
    case "policy": return !old.isEmpty && !new.isEmpty && ResourcePolicyText.areSame(old, new)
    case "tags": return change.old?.objectValue ?? [:] == change.new?.objectValue ?? [:]
    case "replicas": return areSameReplicas(change.old, change.new)
    default: return false
    }
  }

  private static func areSameReplicas(_ old: Value?, _ new: Value?) -> Bool {
    func replicas(_ value: Value?) -> [String: String] { SecretInputs(["replicas": value ?? []]).replicas }
    let (old, new) = (replicas(old), replicas(new))
    return old.count == new.count && old.allSatisfy { region, key in new[region].map { areSameKey($0, key) } ?? false }
  }

  /// The inputs that would make a secret as it is, in the recorded spelling where that means the same.
  static func inputs(
    of current: SecretDescription, policy: String?, recorded: [String: Value]
  ) -> [String: Value] {
    var inputs: [String: Value] = ["name": .string(current.name)]
    func set(_ name: String, _ text: String) {
      if !text.isEmpty || recorded[name] == .string("") { inputs[name] = .string(text) }
    }
    set("description", current.description)
    set("kms_key_id", current.kmsKeyID)
    set("type", current.type)
    if let policy { inputs["policy"] = .string(policy) }
    if !current.userTags.isEmpty || recorded["tags"] != nil {
      inputs["tags"] = .object(current.userTags.mapValues { .string($0) })
    }
    if !current.replicas.isEmpty || recorded["replicas"] != nil {
      inputs["replicas"] = .array(
        current.replicas.sorted { $0.region < $1.region }.map { replica in
          var members: [String: Value] = ["region": .string(replica.region)]
          if !areSameKey(replica.kmsKeyID, "") { members["kms_key_id"] = .string(replica.kmsKeyID) }
          return .object(members)
        })
    }
    for (name, value) in recorded {
      let path = PropertyPath(name)
      if value.containsSensitive || ["recover_deleted", "recovery_window_in_days"].contains(name) {
        inputs[name] = value
      } else if meansTheSame(PropertyChange(path: path, old: value, new: inputs[name], requiresReplacement: false)) {
        inputs[name] = value
      }
    }
    return inputs
  }
}
