import CofreJSON
import CofreModel
import CofreProvider

/// The answer to `DescribeSecret`.
struct SecretDescription: Sendable {
  var arn: String
  var name: String
  var description: String
  var kmsKeyID: String
  var type: String
  var tags: [String: String]
  /// Seconds since 1970; nil for a secret that lives.
  var deletedDate: Double?
  var owningService: String
  var primaryRegion: String
  var isRotated: Bool
  var replicas: [Replica]
  /// By version; versions without a stage are not in it.
  var stages: [String: [String]]

  struct Replica: Sendable {
    var region: String
    var kmsKeyID: String
    var status: String
    var message: String
  }

  init(_ json: JSON) throws {
    guard let arn = json["ARN"]?.stringValue, let name = json["Name"]?.stringValue else {
      throw ProviderError(.unexpectedResponse, "The answer to secretsmanager:DescribeSecret names no secret.")
    }
    func text(_ name: String) -> String { json[name]?.stringValue ?? "" }
    self.arn = arn
    self.name = name
    description = text("Description")
    kmsKeyID = text("KmsKeyId")
    type = text("Type")
    owningService = text("OwningService")
    primaryRegion = text("PrimaryRegion")
    deletedDate = json["DeletedDate"]?.doubleValue
    isRotated = json["RotationEnabled"]?.boolValue ?? false
    tags = [:]
    for tag in json["Tags"]?.arrayValue ?? [] {
      if let key = tag["Key"]?.stringValue { tags[key] = tag["Value"]?.stringValue ?? "" }
    }
    replicas = (json["ReplicationStatus"]?.arrayValue ?? []).map { replica in
      func text(_ name: String) -> String { replica[name]?.stringValue ?? "" }
      return Replica(
        region: text("Region"), kmsKeyID: text("KmsKeyId"), status: text("Status"), message: text("StatusMessage"))
    }
    stages = [:]
    for (version, labels) in json["VersionIdsToStages"]?.objectValue?.members ?? [] {
      stages[version] = (labels.arrayValue ?? []).compactMap(\.stringValue).sorted()
    }
  }

  /// The tags that the user gave, or somebody else, but not we or AWS.
  var userTags: [String: String] { tags.filter { !OwnershipTags.isOurs($0.key) && !$0.key.hasPrefix("aws:") } }

  /// The outputs of `aws.secretsmanager.Secret`.
  var outputs: [String: Value] {
    var outputs: [String: Value] = ["arn": .string(arn), "rotation_enabled": .bool(isRotated)]
    if !owningService.isEmpty { outputs["owning_service"] = .string(owningService) }
    if !primaryRegion.isEmpty { outputs["primary_region"] = .string(primaryRegion) }
    outputs["replica_statuses"] = .object(
      Dictionary(replicas.map { ($0.region, .string($0.status)) }, uniquingKeysWith: { first, _ in first }))
    return outputs
  }
}

extension SecretDescription {
  /// A secret that was just made and has not been read yet.
  init(madeAs arn: String, name: String) {
    self.arn = arn
    self.name = name
    (description, kmsKeyID, type, owningService, primaryRegion) = ("", "", "", "", "")
    (tags, stages, replicas, isRotated, deletedDate) = ([:], [:], [], false, nil)
  }
}
