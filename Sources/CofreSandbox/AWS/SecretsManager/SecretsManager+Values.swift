import CofreJSON

extension SecretsManager {
  /// The versions of a secret by their ids; those of a replica are its primary's.
  func versions(of record: JSONObject) -> JSONObject {
    guard let region = record.string("_primary"), let name = record.string("Name") else {
      return record.object("_versions") ?? JSONObject()
    }
    return SecretsManager(region: region, call: call).record(named: name)?.object("_versions") ?? JSONObject()
  }

  func stages(of version: JSONObject) -> [String] { version.array("stages").compactMap(\.stringValue) }

  /// Adds a version and moves the stages to it; the one that was current becomes the previous one.
  func attach(_ value: SecretValue, as identifier: String, stages: [String], to record: inout JSONObject) {
    record.edit("_versions") { versions in
      versions[identifier] = [
        value.member: .string(value.text), "created": timestamp(call.now), "stages": [],
      ]
    }
    for stage in stages { move(stage, to: identifier, in: &record) }
    dropOldVersions(of: &record)
  }

  /// Of the versions without a stage the last hundred are kept, as AWS does.
  private func dropOldVersions(of record: inout JSONObject) {
    let unstaged = (record.object("_versions") ?? [:]).filter { $0.value["stages"]?.arrayValue?.isEmpty == true }
    for version in unstaged.dropLast(100) { record.edit("_versions") { $0[version.key] = nil } }
  }

  /// Takes a stage from the version that has it and gives it to another one.
  func move(_ stage: String, to identifier: String?, in record: inout JSONObject) {
    var versions = record.object("_versions") ?? JSONObject()
    var former: String?
    for (key, value) in versions.members {
      guard var version = value.objectValue else { continue }
      let stages = stages(of: version)
      guard stages.contains(stage) else { continue }
      former = key
      version["stages"] = .array(stages.filter { $0 != stage }.map(JSON.string))
      versions[key] = .object(version)
    }
    if let identifier, var version = versions.object(identifier) {
      version["stages"] = .array((stages(of: version) + [stage]).map(JSON.string))
      versions[identifier] = .object(version)
    }
    record["_versions"] = .object(versions)
    if stage == "AWSCURRENT", let former, former != identifier { move("AWSPREVIOUS", to: former, in: &record) }
  }

  func putSecretValue(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    guard let value = try SecretValue(input, isRequired: true) else { throw AWSError.secretNotFound }
    let token = try requestToken(input, isNeeded: true)
    var stages = input.array("VersionStages").compactMap(\.stringValue)
    guard stages.count <= 20, stages.allSatisfy({ 1...256 ~= $0.count }) else {
      throw AWSError.parameter("VersionStages must have 1 to 20 labels of 1 to 256 characters.")
    }
    if stages.isEmpty || versions(of: record).isEmpty, !stages.contains("AWSCURRENT") { stages.append("AWSCURRENT") }
    if let version = versions(of: record).object(token) {
      guard value.isEqual(to: version) else { throw tokenInUse(token, record) }
    } else {
      attach(value, as: token, stages: stages, to: &record)
      record["LastChangedDate"] = timestamp(call.now)
      save(record)
    }
    var output = names(record)
    output["VersionId"] = .string(token)
    output["VersionStages"] = versions(of: record).object(token)?["stages"] ?? []
    return output
  }

  func getSecretValue(_ input: JSONObject) throws -> JSONObject {
    let record = try livingSecret(input)
    let versions = versions(of: record)
    let (identifier, stage) = (input.string("VersionId"), input.string("VersionStage"))
    let found = versions.members.first { key, value in
      guard let version = value.objectValue else { return false }
      if let identifier, key != identifier { return false }
      return identifier != nil && stage == nil || stages(of: version).contains(stage ?? "AWSCURRENT")
    }
    guard let (key, value) = found, let version = value.objectValue else {
      let wanted = identifier.map { "VersionId: \($0)" } ?? "staging label: \(stage ?? "AWSCURRENT")"
      throw AWSError(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for \(wanted)")
    }
    var output = names(record)
    output["VersionId"] = .string(key)
    output["SecretString"] = version["SecretString"]
    output["SecretBinary"] = version["SecretBinary"]
    output["VersionStages"] = version["stages"]
    output["CreatedDate"] = version["created"]
    return output
  }

  func updateSecretVersionStage(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    guard let stage = input.string("VersionStage"), 1...256 ~= stage.count else {
      throw AWSError.parameter("VersionStage must have 1 to 256 characters.")
    }
    let versions = versions(of: record)
    let (target, source) = (input.string("MoveToVersionId"), input.string("RemoveFromVersionId"))
    for identifier in [target, source].compactMap({ $0 }) where versions[identifier] == nil {
      throw AWSError(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret version. VersionId: \(identifier)")
    }
    let holder = versions.members.first { _, value in
      value.objectValue.map { stages(of: $0).contains(stage) } == true
    }?.key
    if let holder, holder != target, source != holder {
      throw AWSError.parameter(
        source == nil
          ? "The parameter RemoveFromVersionId can't be empty. Staging label \(stage) is currently attached to version "
            + "\(holder), so you must explicitly reference that version in RemoveFromVersionId."
          : "Staging label \(stage) is currently attached to version \(holder), not to version \(source ?? "").")
    }
    if target == nil {
      guard stage != "AWSCURRENT" else {
        throw AWSError.parameter(
          "You can only move staging label AWSCURRENT to a different secret version. It can't be "
            + "completely removed.")
      }
      guard holder != nil, source != nil else {
        throw AWSError.parameter(
          "You must provide MoveToVersionId, or RemoveFromVersionId of a version with the label.")
      }
    }
    if holder != target || target == nil { move(stage, to: target, in: &record) }
    record["LastChangedDate"] = timestamp(call.now)
    save(record)
    return names(record)
  }
}
