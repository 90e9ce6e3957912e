import CofreJSON

extension SecretsManager {
  func describeSecret(_ input: JSONObject) throws -> JSONObject {
    let record = try secret(input)
    finishReplication(of: record)
    var output = description(of: record)
    let stages = stagedVersions(of: record)
    if !stages.isEmpty { output["VersionIdsToStages"] = .object(stages) }
    if let status = record["ReplicationStatus"] { output["ReplicationStatus"] = status }
    return output
  }

  func listSecrets(_ input: JSONObject) throws -> JSONObject {
    let filters = try input.array("Filters").map(SecretFilter.init)
    var found = records.filter { record in
      (input.bool("IncludePlannedDeletion") || record["DeletedDate"] == nil)
        && filters.allSatisfy { $0.matches(record) }
    }
    let member = [
      "name": "Name", "created-date": "CreatedDate", "last-changed-date": "LastChangedDate",
    ][input.string("SortBy") ?? "created-date"]
    found.sort { left, right in
      if member == "Name" { return (left.string("Name") ?? "") < (right.string("Name") ?? "") }
      return (left[member ?? "CreatedDate"]?.doubleValue ?? 0) < (right[member ?? "CreatedDate"]?.doubleValue ?? 0)
    }
    if input.string("SortOrder") != "asc" { found.reverse() }
    let page = try AWSPage(found, input)
    var output: JSONObject = [
      "SecretList": .array(
        page.items.map { record in
          var entry = description(of: record)
          let stages = stagedVersions(of: record)
          if !stages.isEmpty { entry["SecretVersionsToStages"] = .object(stages) }
          return .object(entry)
        })
    ]
    output["NextToken"] = page.next.map(JSON.string)
    return output
  }

  func listSecretVersionIds(_ input: JSONObject) throws -> JSONObject {
    let record = try secret(input)
    let versions = versions(of: record).members.compactMap { key, value -> JSON? in
      guard let version = value.objectValue else { return nil }
      let stages = stages(of: version)
      guard !stages.isEmpty || input.bool("IncludeDeprecated") else { return nil }
      var entry: JSONObject = ["VersionId": .string(key), "CreatedDate": version["created"] ?? nil]
      if !stages.isEmpty { entry["VersionStages"] = .array(stages.map(JSON.string)) }
      entry["KmsKeyIds"] = [record["KmsKeyId"] ?? "DefaultEncryptionKey"]
      return .object(entry)
    }
    let page = try AWSPage(versions, input)
    var output = names(record)
    output["Versions"] = .array(page.items)
    output["NextToken"] = page.next.map(JSON.string)
    return output
  }

  private func description(of record: JSONObject) -> JSONObject {
    var output = record.withoutNotes
    output["ReplicationStatus"] = nil
    return output
  }

  /// The version ids that have stages, with them: versions without one are deprecated and not shown.
  private func stagedVersions(of record: JSONObject) -> JSONObject {
    JSONObject(
      versions(of: record).members.compactMap { key, value in
        guard let stages = value["stages"], stages.arrayValue?.isEmpty == false else { return nil }
        return (key, stages)
      })
  }
}

/// One filter of `ListSecrets`: the values are alternatives, matched as prefixes; `!` in front of one negates it.
private struct SecretFilter {
  let key: String
  let values: [String]

  init(_ json: JSON) throws {
    let keys = ["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"]
    guard let key = json["Key"]?.stringValue, keys.contains(key),
      let values = json["Values"]?.arrayValue?.compactMap(\.stringValue), !values.isEmpty
    else { throw AWSError.parameter("A filter needs a key of \(keys.joined(separator: ", ")) and values.") }
    self.key = key
    self.values = values
  }

  func matches(_ record: JSONObject) -> Bool {
    let tags = record.array("Tags")
    let fields: [String: [String?]] = [
      "name": [record.string("Name")], "description": [record.string("Description")],
      "tag-key": tags.map { $0["Key"]?.stringValue }, "tag-value": tags.map { $0["Value"]?.stringValue },
      "primary-region": [record.string("PrimaryRegion")], "owning-service": [record.string("OwningService")],
    ]
    let texts = (key == "all" ? fields.values.flatMap { $0 } : fields[key] ?? []).compactMap { $0 }
    return values.contains { value in
      let isNegated = value.hasPrefix("!")
      let prefix = isNegated ? String(value.dropFirst()) : value
      // All but the description is compared with regard to case.
      let isFound = texts.contains {
        key == "description" || key == "all"
          ? $0.lowercased().hasPrefix(prefix.lowercased()) : $0.hasPrefix(prefix)
      }
      return isFound != isNegated
    }
  }
}

/// One page of a list; the token is the place to go on at.
struct AWSPage<Item> {
  let items: [Item]
  let next: String?

  init(_ all: [Item], _ input: JSONObject) throws {
    let size = input.integer("MaxResults") ?? 100
    guard 1...100 ~= size else {
      throw AWSError.validation(
        "1 validation error detected: Value '\(size)' at 'maxResults' failed to satisfy constraint: Member must have "
          + "value between 1 and 100")
    }
    let start = input.string("NextToken").map { Int($0) ?? -1 } ?? 0
    guard 0...all.count ~= start else { throw AWSError("InvalidNextTokenException", "The NextToken value is invalid.") }
    items = Array(all[start...].prefix(Int(size)))
    next = start + items.count < all.count ? String(start + items.count) : nil
  }
}
