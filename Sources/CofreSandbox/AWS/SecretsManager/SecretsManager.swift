import CofreJSON

/// AWS Secrets Manager in one region.
///
/// A secret is a record under `region/name` in the form in which `DescribeSecret` shows it, with these notes:
/// `_versions` (by version id: value, creation date, stages) and, in a replica, `_primary` (the region of its primary).
struct SecretsManager {
  static let table = "aws.secretsmanager.secrets"

  let region: String
  let call: Call

  /// Performs an operation by its name in the API.
  func perform(_ operation: String, _ input: JSONObject) throws -> JSONObject {
    removeWhatIsDue()
    let changing: [String: (JSONObject) throws -> JSONObject] = [
      "CreateSecret": createSecret, "UpdateSecret": updateSecret, "DeleteSecret": deleteSecret,
      "RestoreSecret": restoreSecret, "PutSecretValue": putSecretValue,
      "UpdateSecretVersionStage": updateSecretVersionStage, "TagResource": tagResource,
      "UntagResource": untagResource, "PutResourcePolicy": putResourcePolicy,
      "DeleteResourcePolicy": deleteResourcePolicy, "ReplicateSecretToRegions": replicateSecretToRegions,
      "RemoveRegionsFromReplication": removeRegionsFromReplication,
    ]
    let reading: [String: (JSONObject) throws -> JSONObject] = [
      "DescribeSecret": describeSecret, "GetSecretValue": getSecretValue, "ListSecrets": listSecrets,
      "ListSecretVersionIds": listSecretVersionIds, "GetResourcePolicy": getResourcePolicy,
      "GetRandomPassword": getRandomPassword,
    ]
    if let perform = changing[operation] {
      call.operation.name = "aws.secretsmanager.\(operation)"
      return try perform(input)
    }
    guard let perform = reading[operation] else {
      throw AWSError("UnknownOperationException", "The sandbox does not have the operation \(operation).")
    }
    return try perform(input)
  }

  // MARK: Records

  func record(named name: String) -> JSONObject? { call.store[Self.table, "\(region)/\(name)"] }

  func save(_ record: JSONObject) {
    guard let name = record.string("Name") else { return }
    call.store[Self.table, "\(region)/\(name)"] = record
  }

  func remove(named name: String) { call.store[Self.table, "\(region)/\(name)"] = nil }

  /// All secrets of the region, in the order of their names.
  var records: [JSONObject] { call.store.records(Self.table, prefix: region + "/").map(\.record) }

  /// The secret that `SecretId` names: by its name, its ARN, or its ARN without the random end.
  func secret(_ input: JSONObject) throws -> JSONObject {
    guard let identifier = input.string("SecretId"), !identifier.isEmpty else {
      throw AWSError.validation(
        "1 validation error detected: Value at 'secretId' failed to satisfy constraint: Member must not be null")
    }
    guard identifier.utf8.count <= 2048 else {
      throw AWSError.validation(
        "1 validation error detected: Value at 'secretId' failed to satisfy constraint: Member must have length less "
          + "than or equal to 2048")
    }
    if let record = record(named: identifier) { return record }
    guard identifier.hasPrefix("arn:"),
      let record = records.first(where: { record in
        let arn = record.string("ARN") ?? ""
        return arn == identifier || String(arn.dropLast(7)) == identifier
      })
    else { throw AWSError.secretNotFound }
    return record
  }

  /// The secret that `SecretId` names, which must be neither scheduled for deletion nor a replica.
  func editableSecret(_ input: JSONObject) throws -> JSONObject {
    let record = try livingSecret(input)
    guard record["_primary"] == nil else { throw AWSError.secretIsReplica }
    return record
  }

  /// The secret that `SecretId` names, which must not be scheduled for deletion.
  func livingSecret(_ input: JSONObject) throws -> JSONObject {
    let record = try secret(input)
    guard record["DeletedDate"] == nil else { throw AWSError.secretIsDeleted }
    return record
  }

  /// `ARN` and `Name`, with which most answers start.
  func names(_ record: JSONObject) -> JSONObject { ["ARN": record["ARN"] ?? nil, "Name": record["Name"] ?? nil] }

  func timestamp(_ instant: Instant) -> JSON { .number(Double(instant.milliseconds) / 1000) }

  private func removeWhatIsDue() {
    let now = Double(call.now.milliseconds) / 1000
    for record in records {
      if let date = record["DeletedDate"]?.doubleValue, date <= now { remove(named: record.string("Name") ?? "") }
    }
  }
}
