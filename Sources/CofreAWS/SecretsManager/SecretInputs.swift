import CofreJSON
import CofreModel

/// The inputs of an `aws.secretsmanager.Secret`.
struct SecretInputs: Sendable {
  var name: String
  var description: String
  var kmsKeyID: String
  var type: String
  var policy: String?
  var tags: [String: String]
  /// The keys of the replicas by region; empty text for the region's default key.
  var replicas: [String: String]
  var overwritesReplicas: Bool
  var recoveryWindowDays: Int64
  var recoversDeleted: Bool

  init(_ inputs: [String: Value]) {
    let inputs = inputs.mapValues { $0.revealed(for: .providerRequest) }
    func text(_ name: String) -> String { inputs[name]?.stringValue ?? "" }
    name = text("name")
    description = text("description")
    kmsKeyID = text("kms_key_id")
    type = text("type")
    policy = inputs["policy"]?.stringValue
    tags = (inputs["tags"]?.objectValue ?? [:]).compactMapValues(\.stringValue)
    replicas = [:]
    for replica in inputs["replicas"]?.arrayValue ?? [] {
      if let region = replica["region"]?.stringValue { replicas[region] = replica["kms_key_id"]?.stringValue ?? "" }
    }
    overwritesReplicas = inputs["force_overwrite_replica_secret"]?.boolValue ?? false
    recoveryWindowDays = inputs["recovery_window_in_days"]?.integerValue ?? 30
    recoversDeleted = inputs["recover_deleted"]?.boolValue ?? false
  }

  static func json(tags: [String: String]) -> JSON {
    .array(tags.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] })
  }

  static func json(replicas: [String: String]) -> JSON {
    .array(
      replicas.sorted { $0.key < $1.key }.map { region, key in
        key.isEmpty ? ["Region": .string(region)] : ["Region": .string(region), "KmsKeyId": .string(key)]
      })
  }
}

/// Whether two ways to name a KMS key mean the same key, as far as the names alone can tell.
func areSameKey(_ left: String, _ right: String) -> Bool {
  func bare(_ key: String) -> String {
    let resource = key.hasPrefix("arn:") ? String(key.split(separator: ":", maxSplits: 5).last ?? "") : key
    let name = resource.hasPrefix("key/") ? String(resource.dropFirst(4)) : resource
    return name.isEmpty ? "alias/aws/secretsmanager" : name
  }
  let bothAreARNs = left.hasPrefix("arn:") && right.hasPrefix("arn:")
  return bothAreARNs ? left == right : bare(left) == bare(right)
}
