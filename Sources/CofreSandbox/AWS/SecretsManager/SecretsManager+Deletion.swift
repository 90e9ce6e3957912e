import CofreJSON

extension SecretsManager {
  func deleteSecret(_ input: JSONObject) throws -> JSONObject {
    let isForced = input.bool("ForceDeleteWithoutRecovery")
    let window = input.integer("RecoveryWindowInDays")
    if isForced, window != nil {
      throw AWSError.parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
    }
    guard 7...30 ~= window ?? 30 else {
      throw AWSError.parameter("RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
    }
    var record: JSONObject
    do {
      record = try secret(input)
    } catch let error as AWSError where isForced && error.code == AWSError.secretNotFound.code {
      return missing(input.string("SecretId") ?? "")
    }
    guard record["_primary"] == nil else { throw AWSError.secretIsReplica }
    guard record.array("ReplicationStatus").isEmpty else {
      throw AWSError.request(
        "You can't delete secret \(record.string("Name") ?? "") that still has replica regions "
          + "\(record.array("ReplicationStatus").compactMap { $0["Region"]?.stringValue }). You must first remove its replicas."
      )
    }
    guard isForced || record["DeletedDate"] == nil else { throw AWSError.secretIsDeleted }
    let date = isForced ? call.now : call.now.adding(days: window ?? 30)
    if isForced {
      remove(named: record.string("Name") ?? "")
    } else {
      record["DeletedDate"] = timestamp(date)
      save(record)
    }
    var output = names(record)
    output["DeletionDate"] = timestamp(date)
    return output
  }

  /// A forced deletion of a secret that is not there succeeds.
  private func missing(_ identifier: String) -> JSONObject {
    let isARN = identifier.hasPrefix("arn:")
    let name = isARN ? String(identifier.split(separator: ":").last ?? "") : identifier
    let arn =
      isARN
      ? identifier
      : "arn:\(AWSRegion(region).partition):secretsmanager:\(region):\(Identity.awsAccount):secret:\(name)-"
        + RandomText.characters(6, of: RandomText.lettersAndDigits)
    return ["ARN": .string(arn), "Name": .string(name), "DeletionDate": timestamp(call.now)]
  }

  func restoreSecret(_ input: JSONObject) throws -> JSONObject {
    var record = try secret(input)
    guard record["_primary"] == nil else { throw AWSError.secretIsReplica }
    record["DeletedDate"] = nil
    save(record)
    return names(record)
  }
}
