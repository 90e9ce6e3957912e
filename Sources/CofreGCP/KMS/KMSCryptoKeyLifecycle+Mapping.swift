import CofreJSON
import CofreModel

/// From the API's words to the script's.
extension KMSCryptoKeyLifecycle {
  /// The inputs that would make the key as it is; what Cloud KMS puts where nothing is said is left out unless it was
  /// said before.
  static func inputs(_ key: JSON, _ name: KMSResourceName, recorded: [String: Value]) -> [String: Value] {
    let purpose = key["purpose"]?.stringValue ?? KMSCryptoKeyGoal.defaultPurpose
    var inputs: [String: Value] = [
      "key_ring_id": .string(name.ringID),
      "name": .string(name.cryptoKey ?? ""),
      "purpose": .string(purpose),
      "import_only": .bool(key["importOnly"]?.boolValue ?? false),
    ]
    if let backend = key["cryptoKeyBackend"]?.stringValue { inputs["crypto_key_backend"] = .string(backend) }
    if let period = duration(key["rotationPeriod"]) { inputs["rotation_period"] = .string(period) }
    if let duration = duration(key["destroyScheduledDuration"]),
      recorded["destroy_scheduled_duration"] != nil || duration != KMSCryptoKeyGoal.defaultDestroyScheduledDuration
    {
      inputs["destroy_scheduled_duration"] = .string(duration)
    }
    var labels: [String: Value] = [:]
    for (label, value) in key["labels"]?.objectValue ?? [:] where label != OwnerLabel.key {
      labels[label] = .string(value.stringValue ?? "")
    }
    if !labels.isEmpty || recorded["labels"] != nil { inputs["labels"] = .object(labels) }
    inputs["version_template"] = template(key, purpose: purpose, recorded: recorded["version_template"])
    return inputs
  }

  private static func template(_ key: JSON, purpose: String, recorded: Value?) -> Value? {
    let level = key["versionTemplate"]?["protectionLevel"]?.stringValue ?? KMSCryptoKeyGoal.defaultProtectionLevel
    let algorithm = key["versionTemplate"]?["algorithm"]?.stringValue
    let implied = impliedAlgorithm(purpose: purpose, level: level)
    var template: [String: Value] = [:]
    if let algorithm, algorithm != implied || recorded?["algorithm"] != nil {
      template["algorithm"] = .string(algorithm)
    }
    let isLevelImplied = level == KMSCryptoKeyGoal.defaultProtectionLevel
    guard recorded != nil || !template.isEmpty || !isLevelImplied else { return nil }
    // Preparing inputs fills the level in wherever there is a template.
    template["protection_level"] = .string(level)
    return .object(template)
  }

  static func outputs(_ key: JSON) -> [String: Value] {
    var outputs: [String: Value] = [:]
    if let time = key["createTime"]?.stringValue { outputs["create_time"] = .string(time) }
    if let time = key["nextRotationTime"]?.stringValue { outputs["next_rotation_time"] = .string(time) }
    if let duration = duration(key["destroyScheduledDuration"]) {
      outputs["destroy_scheduled_duration"] = .string(duration)
    }
    if let primary = primaryName(of: key) {
      outputs["primary"] = .object([
        "name": .string(primary), "state": .string(key["primary"]?["state"]?.stringValue ?? ""),
      ])
    }
    return outputs
  }

  /// The version template with what Cloud KMS fills in, so that two of them compare by meaning.
  static func fullTemplate(_ inputs: [String: Value]) -> Value? {
    var template: [String: Value]
    switch inputs["version_template"] {
    case nil: template = [:]
    case .object(let members): template = members
    case let other: return other
    }
    let level = template["protection_level"] ?? .string(KMSCryptoKeyGoal.defaultProtectionLevel)
    template["protection_level"] = level
    if template["algorithm"] == nil {
      let purpose = inputs["purpose"]?.stringValue ?? KMSCryptoKeyGoal.defaultPurpose
      template["algorithm"] = impliedAlgorithm(purpose: purpose, level: level.stringValue).map { .string($0) }
    }
    return .object(template)
  }

  /// The algorithm of a key that says none; nil when it has to say one.
  static func impliedAlgorithm(purpose: String, level: String?) -> String? {
    guard purpose == KMSCryptoKeyGoal.defaultPurpose else { return nil }
    let isExternal = level == "EXTERNAL" || level == "EXTERNAL_VPC"
    return isExternal ? "EXTERNAL_SYMMETRIC_ENCRYPTION" : KMSCryptoKeyGoal.defaultAlgorithm
  }

  static func ownerLabel(of key: JSON) -> String? { key["labels"]?[OwnerLabel.key]?.stringValue }

  static func primaryName(of key: JSON) -> String? { key["primary"]?["name"]?.stringValue }

  /// Whether the key can encrypt, or could after enabling its primary version.
  static func hasUsablePrimary(_ key: JSON) -> Bool {
    ["ENABLED", "DISABLED"].contains(key["primary"]?["state"]?.stringValue ?? "")
  }

  /// A duration in its one spelling.
  private static func duration(_ json: JSON?) -> String? {
    json?.stringValue.flatMap { GoogleDuration($0)?.text }
  }
}
