import CofreJSON

/// AWS KMS in one region.
///
/// A key is a record under `region/key id` in the form of `KeyMetadata`, with these notes: `_material` (the key's bytes),
/// `_policy`, `_tags` and `_rotationDays`. An alias is a record under `region/alias name`.
struct AWSKeys {
  static let table = "aws.kms.keys"
  static let aliasTable = "aws.kms.aliases"

  let region: String
  let call: Call

  /// Performs an operation by its name in the API.
  func perform(_ operation: String, _ input: JSONObject) throws -> JSONObject {
    removeWhatIsDue()
    let changing: [String: (JSONObject) throws -> JSONObject] = [
      "CreateKey": createKey, "EnableKey": enableKey, "DisableKey": disableKey,
      "UpdateKeyDescription": updateKeyDescription, "ScheduleKeyDeletion": scheduleKeyDeletion,
      "CancelKeyDeletion": cancelKeyDeletion, "PutKeyPolicy": putKeyPolicy, "EnableKeyRotation": enableKeyRotation,
      "DisableKeyRotation": disableKeyRotation, "TagResource": tagResource, "UntagResource": untagResource,
      "CreateAlias": createAlias, "UpdateAlias": updateAlias, "DeleteAlias": deleteAlias,
    ]
    let reading: [String: (JSONObject) throws -> JSONObject] = [
      "DescribeKey": describeKey, "ListKeys": listKeys, "GetKeyPolicy": getKeyPolicy,
      "GetKeyRotationStatus": getKeyRotationStatus, "ListResourceTags": listResourceTags,
      "ListAliases": listAliases, "Encrypt": encrypt, "Decrypt": decrypt, "GenerateDataKey": generateDataKey,
      "GenerateDataKeyWithoutPlaintext": generateDataKeyWithoutPlaintext,
    ]
    if let perform = changing[operation] {
      call.operation.name = "aws.kms.\(operation)"
      return try perform(input)
    }
    guard let perform = reading[operation] else {
      throw AWSError("UnknownOperationException", "The sandbox does not have the operation \(operation).")
    }
    return try perform(input)
  }

  // MARK: Records

  var arnPrefix: String { "arn:\(AWSRegion(region).partition):kms:\(region):\(Identity.awsAccount):" }

  var keys: [JSONObject] { call.store.records(Self.table, prefix: region + "/").map(\.record) }

  func save(_ key: JSONObject) { call.store[Self.table, "\(region)/\(key.string("KeyId") ?? "")"] = key }

  /// The key that a request names: by its id, its ARN, or (where AWS takes one) an alias or an alias' ARN.
  func key(_ input: JSONObject, _ member: String = "KeyId", takesAlias: Bool = false) throws -> JSONObject {
    guard let given = input.string(member), !given.isEmpty else {
      throw AWSError.validation(
        "1 validation error detected: Value at '\(member)' failed to satisfy constraint: Member must not be null")
    }
    var name = given.hasPrefix(arnPrefix) ? String(given.dropFirst(arnPrefix.count)) : given
    if name.hasPrefix("alias/") {
      guard takesAlias else { throw AWSError("NotFoundException", "Invalid keyId \(given)") }
      guard let target = call.store[Self.aliasTable, "\(region)/\(name)"]?.string("TargetKeyId") else {
        throw AWSError("NotFoundException", "Alias \(arnPrefix)\(name) is not found.")
      }
      name = target
    }
    if name.hasPrefix("key/") { name = String(name.dropFirst(4)) }
    guard let key = call.store[Self.table, "\(region)/\(name)"] else {
      throw AWSError("NotFoundException", "Key '\(arnPrefix)key/\(name)' does not exist")
    }
    return key
  }

  /// The same, for operations that a key that waits for its deletion refuses.
  func livingKey(_ input: JSONObject, _ member: String = "KeyId", takesAlias: Bool = false) throws -> JSONObject {
    let key = try key(input, member, takesAlias: takesAlias)
    guard key.string("KeyState") != "PendingDeletion" else {
      throw AWSError("KMSInvalidStateException", "\(key.string("Arn") ?? "") is pending deletion.")
    }
    return key
  }

  func timestamp(_ instant: Instant) -> JSON { .number(Double(instant.milliseconds) / 1000) }

  private func removeWhatIsDue() {
    let now = Double(call.now.milliseconds) / 1000
    for key in keys {
      guard let date = key["DeletionDate"]?.doubleValue, date <= now, let identifier = key.string("KeyId") else {
        continue
      }
      call.store[Self.table, "\(region)/\(identifier)"] = nil
      for (alias, record) in call.store.records(Self.aliasTable, prefix: region + "/")
      where record.string("TargetKeyId") == identifier {
        call.store[Self.aliasTable, alias] = nil
      }
    }
  }

  /// One page of a list: `Limit` and `Marker`, `Truncated` and `NextMarker`.
  func page(_ items: [JSON], as member: String, _ input: JSONObject) throws -> JSONObject {
    let size = Int(input.integer("Limit") ?? 100)
    let start = input.string("Marker").map { Int($0) ?? -1 } ?? 0
    guard 1...1000 ~= size else {
      throw AWSError.validation(
        "1 validation error detected: Value '\(size)' at 'limit' failed to satisfy constraint: Member must have value "
          + "between 1 and 1000")
    }
    guard 0...items.count ~= start else { throw AWSError("InvalidMarkerException", "The marker is not valid.") }
    let end = min(start + size, items.count)
    var output = JSONObject([(member, .array(Array(items[start..<end]))), ("Truncated", .bool(end < items.count))])
    if end < items.count { output["NextMarker"] = .string(String(end)) }
    return output
  }
}
