import CofreCrypto
import CofreJSON
import CofreModel
import CofreProvider

/// Brings one secret from what it is to what the inputs say, one aspect at a time.
///
/// Each call does nothing when there is nothing to do, and may be repeated.
struct SecretChanger {
  let context: SecretsManagerContext
  let current: SecretDescription
  let inputs: SecretInputs
  let limit: Duration

  private var id: JSON { .string(current.arn) }

  func changeSettings(_ names: [String]) async throws {
    var input: JSONObject = [:]
    for name in names {
      switch name {
      case "description" where inputs.description != current.description:
        input["Description"] = .string(inputs.description)
      case "kms_key_id" where !areSameKey(inputs.kmsKeyID, current.kmsKeyID):
        input["KmsKeyId"] = .string(inputs.kmsKeyID)
      case "type" where inputs.type != current.type: input["Type"] = .string(inputs.type)
      default: break
      }
    }
    guard !input.isEmpty else { return }
    input["SecretId"] = id
    // No version is made without a value; every SDK sends it all the same.
    input["ClientRequestToken"] = .string(Random.hex(bytes: 16))
    _ = try await context.client.call("UpdateSecret", input)
  }

  /// Sets the tags that differ and takes away those of `old` that are not wanted any more.
  ///
  /// Tags that others have put there stay.
  func changeTags(from old: [String], adding extra: [String: String]) async throws {
    let wanted = inputs.tags.merging(extra) { $1 }
    let gone = old.filter { wanted[$0] == nil && current.tags[$0] != nil }.sorted()
    let changed = wanted.filter { current.tags[$0.key] != $0.value }
    if !gone.isEmpty {
      _ = try await context.client.call(
        "UntagResource", ["SecretId": id, "TagKeys": .array(gone.map { .string($0) })])
    }
    if !changed.isEmpty {
      _ = try await context.client.call("TagResource", ["SecretId": id, "Tags": SecretInputs.json(tags: changed)])
    }
  }

  func changeReplicas() async throws {
    let present = Dictionary(current.replicas.map { ($0.region, $0.kmsKeyID) }, uniquingKeysWith: { first, _ in first })
    func isRight(_ region: String) -> Bool {
      guard let wanted = inputs.replicas[region], let key = present[region] else { return false }
      return areSameKey(wanted, key)
    }
    // The key of a replica cannot be changed: it is taken away and made anew.
    let gone = present.keys.filter { !isRight($0) }.sorted()
    let missing = inputs.replicas.filter { !isRight($0.key) }
    if !gone.isEmpty {
      _ = try await context.client.call(
        "RemoveRegionsFromReplication",
        ["SecretId": id, "RemoveReplicaRegions": .array(gone.map { .string($0) })])
    }
    guard !missing.isEmpty else { return }
    let input: JSONObject = [
      "SecretId": id, "AddReplicaRegions": SecretInputs.json(replicas: missing),
      "ForceOverwriteReplicaSecret": .bool(inputs.overwritesReplicas),
    ]
    // A region that was just removed is refused until its replica is really gone.
    _ = try await context.retrying(
      within: limit, while: { !gone.isEmpty && $0.cloudCode.hasPrefix("Invalid") },
      { try await context.client.call("ReplicateSecretToRegions", input) })
  }

  func changePolicy() async throws {
    guard let policy = inputs.policy else {
      _ = try await context.client.call("DeleteResourcePolicy", ["SecretId": id])
      return
    }
    let input: JSONObject = ["SecretId": id, "ResourcePolicy": .string(policy), "BlockPublicPolicy": true]
    // A principal that was made a moment ago is not known everywhere; nor may the secret itself be.
    _ = try await context.retrying(
      within: limit,
      while: {
        $0.cloudCode == "MalformedPolicyDocumentException" && $0.message.lowercased().contains("principal")
          || $0.code == .notFound
      }, { try await context.client.call("PutResourcePolicy", input) })
  }
}
