import CofreJSON

extension SecretsManager {
  func tagResource(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    let added = try checkedTags(input.array("Tags"))
    var tags = JSONObject(record.array("Tags").map { ($0["Key"]?.stringValue ?? "", $0["Value"] ?? "") })
    for tag in added { tags[tag["Key"]?.stringValue ?? ""] = tag["Value"] ?? "" }
    guard tags.count <= 50 else {
      throw AWSError.parameter("You have exceeded the maximum number of tags allowed: 50.")
    }
    record["Tags"] = .array(tags.map { ["Key": .string($0.key), "Value": $0.value] })
    record["LastChangedDate"] = timestamp(call.now)
    save(record)
    return JSONObject()
  }

  func untagResource(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    let keys = input.array("TagKeys").compactMap(\.stringValue)
    let tags = record.array("Tags").filter { !keys.contains($0["Key"]?.stringValue ?? "") }
    record["Tags"] = tags.isEmpty ? nil : .array(tags)
    record["LastChangedDate"] = timestamp(call.now)
    save(record)
    return JSONObject()
  }

  /// The tags of a request, which must be of the size and kind that AWS takes.
  func checkedTags(_ tags: [JSON]) throws -> [JSON] {
    guard tags.count <= 50 else {
      throw AWSError.parameter("You have exceeded the maximum number of tags allowed: 50.")
    }
    var keys: Set<String> = []
    for tag in tags {
      let (key, value) = (tag["Key"]?.stringValue ?? "", tag["Value"]?.stringValue ?? "")
      guard 1...128 ~= key.count, value.count <= 256 else {
        throw AWSError.parameter("A tag key has 1 to 128 characters and a tag value at most 256.")
      }
      guard !key.lowercased().hasPrefix("aws:") else {
        throw AWSError.parameter("Tag keys that start with aws: are reserved for system use: \(key)")
      }
      guard keys.insert(key).inserted else { throw AWSError.parameter("Duplicate tag key: \(key)") }
    }
    return tags.map { ["Key": $0["Key"] ?? "", "Value": $0["Value"] ?? ""] }
  }
}
