import CofreJSON

extension GCPSecrets {
  private static let updatable = [
    "labels", "annotations", "topics", "expireTime", "rotation", "versionAliases", "versionDestroyTtl",
    "customerManagedEncryption",
  ]

  /// Takes over the body of a creation.
  func fill(_ record: inout JSONObject, from body: JSONObject, isRegional: Bool) throws {
    let replication = body.object("replication") ?? [:]
    if isRegional {
      guard replication.isEmpty else { throw GCPError.invalid("A regional secret has no replication.") }
    } else {
      guard replication.keys == ["automatic"] || replication.keys == ["userManaged"] else {
        throw GCPError.invalid("The field [secret.replication] must be automatic or user_managed.")
      }
      if let managed = replication.object("userManaged") {
        let places = managed.array("replicas").compactMap { $0["location"]?.stringValue }
        guard !places.isEmpty, Set(places).count == places.count else {
          throw GCPError.invalid("User-managed replication needs replicas, each in another location.")
        }
        for place in places { try GCPLocations.check(place) }
      }
      record["replication"] = .object(replication)
    }
    record["secretType"] = body["secretType"]
    for field in Self.updatable where body[field] != nil { try set(field, from: body, in: &record) }
    if body["ttl"] != nil { try set("ttl", from: body, in: &record) }
    try checkRotation(record)
    record["etag"] = etag()
  }

  /// Takes over the fields of a mask; a field that the body lacks is cleared.
  func update(_ record: inout JSONObject, from body: JSONObject, mask: GCPFieldMask) throws {
    for path in mask.paths {
      let field = path.split(separator: ".").first.map(String.init) ?? path
      guard Self.updatable.contains(field) || field == "ttl" else {
        throw GCPError.invalid("The field [\(path)] cannot be updated.")
      }
      if field != path {
        // A path into a field, such as rotation.nextRotationTime: the rest of the field stays.
        let member = String(path.dropFirst(field.count + 1))
        var merged = record.object(field) ?? [:]
        merged[member] = body[field]?[member]
        try set(field, from: JSONObject([(field, .object(merged))]), in: &record)
      } else {
        try set(field, from: body, in: &record)
      }
    }
    try checkRotation(record)
    record["etag"] = etag()
  }

  private func set(_ field: String, from body: JSONObject, in record: inout JSONObject) throws {
    switch field {
    case "labels": record[field] = try GCPChecks.labels(body[field])
    case "ttl":
      guard body["expireTime"] == nil else { throw GCPError.invalid("Set either expire_time or ttl.") }
      record["expireTime"] = try GCPChecks.duration(body, "ttl", in: 60...3_153_600_000).map {
        .string(call.now.adding(seconds: $0.seconds).rfc3339)
      }
    case "expireTime":
      let time = try GCPChecks.time(body, field)
      if let time, time <= call.now { throw GCPError.invalid("expire_time must be in the future.") }
      record[field] = time.map { .string($0.rfc3339) }
    case "topics":
      let topics = body.array(field)
      guard topics.count <= 10, topics.allSatisfy({ $0["name"]?.stringValue?.contains("/topics/") == true }) else {
        throw GCPError.invalid("A secret has at most 10 topics, named projects/*/topics/*.")
      }
      record[field] = topics.isEmpty ? nil : .array(topics)
    case "versionDestroyTtl":
      record[field] = try GCPChecks.duration(body, field, in: 86_400...86_400_000).map { .string($0.text) }
    case "versionAliases":
      let aliases = body.object(field) ?? [:]
      for (alias, value) in aliases {
        let number = value.stringValue ?? value.integerValue.map(String.init) ?? ""
        guard call.store[Self.versions, "\(record.string("name") ?? "")/versions/\(number)"] != nil else {
          throw GCPError(.failedPrecondition, "The version \(number) of alias \(alias) does not exist.")
        }
      }
      record[field] = aliases.isEmpty ? nil : .object(aliases)
    default:
      let isEmpty = body.object(field)?.isEmpty ?? true
      record[field] = isEmpty ? nil : body[field]
    }
  }

  private func checkRotation(_ record: JSONObject) throws {
    guard let rotation = record.object("rotation") else { return }
    guard !record.array("topics").isEmpty else {
      throw GCPError.invalid("A secret with a rotation must have a topic.")
    }
    let period = try GCPChecks.duration(rotation, "rotationPeriod", in: 3600...3_153_600_000)
    let next = try GCPChecks.time(rotation, "nextRotationTime")
    guard period == nil || next != nil else {
      throw GCPError.invalid("next_rotation_time must be set when rotation_period is set.")
    }
    if let next, next < call.now.adding(seconds: 300) {
      throw GCPError.invalid("next_rotation_time must be at least 300 seconds in the future.")
    }
  }
}
