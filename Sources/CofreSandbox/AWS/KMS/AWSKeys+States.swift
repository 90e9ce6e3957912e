import CofreJSON

extension AWSKeys {
  func enableKey(_ input: JSONObject) throws -> JSONObject { try setEnabled(true, input) }

  func disableKey(_ input: JSONObject) throws -> JSONObject { try setEnabled(false, input) }

  private func setEnabled(_ isEnabled: Bool, _ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    key["Enabled"] = .bool(isEnabled)
    key["KeyState"] = isEnabled ? "Enabled" : "Disabled"
    save(key)
    return [:]
  }

  func scheduleKeyDeletion(_ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    let days = input.integer("PendingWindowInDays") ?? 30
    guard 7...30 ~= days else {
      throw AWSError.validation("PendingWindowInDays must be between 7 and 30 days, but is \(days).")
    }
    key["Enabled"] = false
    key["KeyState"] = "PendingDeletion"
    key["DeletionDate"] = timestamp(call.now.adding(days: days))
    save(key)
    return [
      "KeyId": key["Arn"] ?? nil, "DeletionDate": key["DeletionDate"] ?? nil, "KeyState": "PendingDeletion",
      "PendingWindowInDays": .integer(days),
    ]
  }

  /// Takes a deletion back; the key is disabled then.
  func cancelKeyDeletion(_ input: JSONObject) throws -> JSONObject {
    var key = try key(input)
    guard key.string("KeyState") == "PendingDeletion" else {
      throw AWSError("KMSInvalidStateException", "\(key.string("Arn") ?? "") is not pending deletion.")
    }
    key["KeyState"] = "Disabled"
    key["DeletionDate"] = nil
    save(key)
    return ["KeyId": key["Arn"] ?? nil]
  }

  // MARK: Rotation

  func enableKeyRotation(_ input: JSONObject) throws -> JSONObject {
    var key = try rotatingKey(input)
    let days = input.integer("RotationPeriodInDays") ?? 365
    guard 90...2560 ~= days else {
      throw AWSError.validation(
        "1 validation error detected: Value '\(days)' at 'rotationPeriodInDays' failed to satisfy constraint: Member must "
          + "have value between 90 and 2560")
    }
    key["_rotationDays"] = .integer(days)
    key["_rotationStart"] = .integer(call.now.seconds)
    save(key)
    return [:]
  }

  func disableKeyRotation(_ input: JSONObject) throws -> JSONObject {
    var key = try rotatingKey(input)
    key["_rotationDays"] = nil
    save(key)
    return [:]
  }

  func getKeyRotationStatus(_ input: JSONObject) throws -> JSONObject {
    let key = try key(input)
    var output: JSONObject = ["KeyId": key["Arn"] ?? nil, "KeyRotationEnabled": .bool(key["_rotationDays"] != nil)]
    if let days = key.integer("_rotationDays"), let start = key.integer("_rotationStart") {
      output["RotationPeriodInDays"] = .integer(days)
      let period = days * 86_400
      output["NextRotationDate"] = .integer(start + ((call.now.seconds - start) / period + 1) * period)
    }
    return output
  }

  private func rotatingKey(_ input: JSONObject) throws -> JSONObject {
    let key = try livingKey(input)
    guard key.string("KeySpec") == "SYMMETRIC_DEFAULT" else {
      throw AWSError(
        "UnsupportedOperationException", "Automatic rotation is supported only for symmetric encryption keys.")
    }
    try requireEnabled(key)
    return key
  }

  func requireEnabled(_ key: JSONObject) throws {
    guard key.bool("Enabled") else { throw AWSError("DisabledException", "\(key.string("Arn") ?? "") is disabled.") }
  }

  // MARK: Tags

  func tagResource(_ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    let added = try checkedTags(input.array("Tags"))
    let names = added.compactMap { $0["TagKey"]?.stringValue }
    let kept = key.array("_tags").filter { !names.contains($0["TagKey"]?.stringValue ?? "") }
    key["_tags"] = .array(try checkedTags(kept + added))
    save(key)
    return [:]
  }

  func untagResource(_ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    let names = input.array("TagKeys").compactMap(\.stringValue)
    key["_tags"] = .array(key.array("_tags").filter { !names.contains($0["TagKey"]?.stringValue ?? "") })
    save(key)
    return [:]
  }

  func listResourceTags(_ input: JSONObject) throws -> JSONObject {
    try page(key(input).array("_tags"), as: "Tags", input)
  }

  func checkedTags(_ tags: [JSON]) throws -> [JSON] {
    guard tags.count <= 50 else { throw AWSError("TagException", "A key has at most 50 tags.") }
    var names: Set<String> = []
    for tag in tags {
      let (name, value) = (tag["TagKey"]?.stringValue ?? "", tag["TagValue"]?.stringValue ?? "")
      guard 1...128 ~= name.count, value.count <= 256, !name.lowercased().hasPrefix("aws:"),
        names.insert(name).inserted
      else { throw AWSError("TagException", "The tag \(name) is too long, reserved, or there twice.") }
    }
    return tags
  }
}
