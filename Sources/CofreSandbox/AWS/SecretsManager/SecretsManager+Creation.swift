import CofreJSON

extension SecretsManager {
  func createSecret(_ input: JSONObject) throws -> JSONObject {
    let name = input.string("Name") ?? ""
    guard 1...512 ~= name.utf8.count,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/_+=.@-!".contains($0)) })
    else {
      throw AWSError.validation(
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!")
    }
    try checkDescription(input)
    let tags = try checkedTags(input.array("Tags"))
    let value = try SecretValue(input, isRequired: false)
    let token = try requestToken(input, isNeeded: value != nil)
    if let existing = record(named: name) {
      return try repeatedCreation(of: existing, input: input, value: value, token: token)
    }
    let suffix = RandomText.characters(6, of: RandomText.lettersAndDigits)
    let arn =
      "arn:\(AWSRegion(region).partition):secretsmanager:\(region):\(Identity.awsAccount):secret:\(name)-\(suffix)"
    var record: JSONObject = ["ARN": .string(arn), "Name": .string(name)]
    record["Description"] = input["Description"]
    record["KmsKeyId"] = input["KmsKeyId"]
    record["Type"] = input["Type"]
    if !tags.isEmpty { record["Tags"] = .array(tags) }
    record["CreatedDate"] = timestamp(call.now)
    record["LastChangedDate"] = timestamp(call.now)
    if let value { attach(value, as: token, stages: ["AWSCURRENT"], to: &record) }
    let regions = input.array("AddReplicaRegions")
    if !regions.isEmpty {
      try addReplicas(regions, overwriting: input.bool("ForceOverwriteReplicaSecret"), to: &record)
    }
    save(record)
    var output = names(record)
    if value != nil { output["VersionId"] = .string(token) }
    if let status = record["ReplicationStatus"] { output["ReplicationStatus"] = status }
    return output
  }

  /// The same request again is answered as the first time; another one is refused.
  private func repeatedCreation(
    of existing: JSONObject, input: JSONObject, value: SecretValue?, token: String
  ) throws -> JSONObject {
    guard existing["DeletedDate"] == nil else {
      throw AWSError.request(
        "You can't create this secret because a secret with this name is already scheduled for deletion.")
    }
    if let value, let version = versions(of: existing).object(token), value.isEqual(to: version) {
      var output = names(existing)
      output["VersionId"] = .string(token)
      return output
    }
    throw AWSError.exists("The operation failed because the secret \(input.string("Name") ?? "") already exists.")
  }

  func updateSecret(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    try checkDescription(input)
    let value = try SecretValue(input, isRequired: false)
    let token = try requestToken(input, isNeeded: value != nil)
    if let description = input.string("Description") {
      record["Description"] = description.isEmpty ? nil : .string(description)
    }
    if let key = input.string("KmsKeyId") { record["KmsKeyId"] = key.isEmpty ? nil : .string(key) }
    if let type = input["Type"] { record["Type"] = type }
    var output = names(record)
    if let value {
      guard versions(of: record)[token] == nil else { throw tokenInUse(token, record) }
      attach(value, as: token, stages: ["AWSCURRENT"], to: &record)
      output["VersionId"] = .string(token)
    }
    record["LastChangedDate"] = timestamp(call.now)
    save(record)
    return output
  }

  private func checkDescription(_ input: JSONObject) throws {
    guard (input.string("Description") ?? "").count <= 2048 else {
      throw AWSError.validation(
        "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less "
          + "than or equal to 2048")
    }
  }

  /// The request's token; without one, requests that store a value are refused and others get a random one.
  func requestToken(_ input: JSONObject, isNeeded: Bool) throws -> String {
    guard let token = input.string("ClientRequestToken") else {
      guard !isNeeded else {
        throw AWSError.parameter("You must provide a ClientRequestToken value. We recommend a UUID-type value.")
      }
      return RandomText.uuid()
    }
    guard 32...64 ~= token.utf8.count else {
      throw AWSError.parameter("ClientRequestToken must be 32-64 characters long.")
    }
    return token
  }

  func tokenInUse(_ token: String, _ record: JSONObject) -> AWSError {
    .exists(
      "You can't use ClientRequestToken \(token) because that value is already in use for a version of secret "
        + "\(record.string("ARN") ?? "").")
  }
}
