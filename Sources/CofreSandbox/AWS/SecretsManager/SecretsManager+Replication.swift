import CofreJSON

extension SecretsManager {
  func replicateSecretToRegions(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    let regions = input.array("AddReplicaRegions")
    guard !regions.isEmpty else { throw AWSError.parameter("AddReplicaRegions must not be empty.") }
    try addReplicas(regions, overwriting: input.bool("ForceOverwriteReplicaSecret"), to: &record)
    save(record)
    return ["ARN": record["ARN"] ?? nil, "ReplicationStatus": record["ReplicationStatus"] ?? []]
  }

  func removeRegionsFromReplication(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    let removed = input.array("RemoveReplicaRegions").compactMap(\.stringValue)
    var status = record.array("ReplicationStatus")
    for region in removed {
      guard status.contains(where: { $0["Region"]?.stringValue == region }) else {
        throw AWSError.parameter("The secret is not replicated to region \(region).")
      }
      status.removeAll { $0["Region"]?.stringValue == region }
      SecretsManager(region: region, call: call).remove(named: record.string("Name") ?? "")
    }
    record["ReplicationStatus"] = status.isEmpty ? nil : .array(status)
    if status.isEmpty { record["PrimaryRegion"] = nil }
    save(record)
    return ["ARN": record["ARN"] ?? nil, "ReplicationStatus": .array(status)]
  }

  /// Makes replicas in other regions; their state is `InProgress` until the secret is described.
  func addReplicas(_ regions: [JSON], overwriting: Bool, to record: inout JSONObject) throws {
    var status = record.array("ReplicationStatus")
    for entry in regions {
      let name = entry["Region"]?.stringValue ?? ""
      guard AWSRegion(name).isWellFormed else {
        throw AWSError.validation(
          "1 validation error detected: Value '\(name)' at 'addReplicaRegions.1.member.region' failed to satisfy "
            + "constraint: Member must satisfy regular expression pattern: ^([a-z]+-)+\\d+$")
      }
      guard name != region else {
        throw AWSError.request("Invalid replica region: \(name) is the region of the secret.")
      }
      guard !status.contains(where: { $0["Region"]?.stringValue == name }) else {
        throw AWSError.request("Secret already replicated to region \(name).")
      }
      let target = SecretsManager(region: name, call: call)
      if target.record(named: record.string("Name") ?? "") != nil, !overwriting {
        throw AWSError.request(
          "Replication failed: Secret name simultaneously exists in region \(name). Use ForceOverwriteReplicaSecret.")
      }
      var replica = record.withoutNotes
      replica["ReplicationStatus"] = nil
      replica["ARN"] = .string(
        (record.string("ARN") ?? "").split(separator: ":", omittingEmptySubsequences: false).enumerated()
          .map { $0.offset == 3 ? name : String($0.element) }.joined(separator: ":"))
      replica["PrimaryRegion"] = .string(region)
      replica["_primary"] = .string(region)
      replica["KmsKeyId"] = entry["KmsKeyId"]
      target.save(replica)
      var state: JSONObject = ["Region": .string(name)]
      state["KmsKeyId"] = entry["KmsKeyId"] ?? "alias/aws/secretsmanager"
      state["Status"] = "InProgress"
      status.append(.object(state))
    }
    record["ReplicationStatus"] = .array(status)
    record["PrimaryRegion"] = .string(region)
  }

  /// Turns replicas that are under way into finished ones, for the next look at them.
  func finishReplication(of record: JSONObject) {
    let status = record.array("ReplicationStatus")
    guard status.contains(where: { $0["Status"] == "InProgress" }) else { return }
    var finished = record
    finished["ReplicationStatus"] = .array(
      status.map { entry in
        var entry = entry.objectValue ?? JSONObject()
        entry["Status"] = "InSync"
        return .object(entry)
      })
    save(finished)
  }
}
