import CofreCrypto
import CofreJSON

extension GCPSecrets {
  func addVersion(_ record: inout JSONObject, _ path: GCPPath) throws -> JSON {
    call.operation.name = "gcp.secretmanager.AddSecretVersion"
    guard let payload = try path.object().object("payload") else {
      throw GCPError.invalid("The field [payload] is required.")
    }
    let data = try GCPChecks.bytes(payload, "data", checksum: "dataCrc32c", limit: 65_536)
    let number = record.integer("_next") ?? 1
    let name = "\(record.string("name") ?? "")/versions/\(number)"
    var version: JSONObject = ["name": .string(name), "createTime": .string(call.now.rfc3339), "state": "ENABLED"]
    if record["replication"]?["automatic"] != nil { version["replicationStatus"] = ["automatic": [:]] }
    version["etag"] = etag()
    if payload["dataCrc32c"] != nil { version["clientSpecifiedPayloadChecksum"] = true }
    version["_data"] = .string(Base64.encode(data))
    record["_next"] = .integer(number + 1)
    call.store[Self.versions, name] = version
    call.store[Self.table, record.string("name") ?? ""] = record
    return .object(version.withoutNotes)
  }

  func versionList(_ path: GCPPath) throws -> JSON {
    let parent = name(path, count: path.parts.count - 1)
    guard path.method == "GET", path.action == nil else { throw path.unknownMethod }
    guard call.store[Self.table, parent] != nil else { throw Self.notFound(parent) }
    let all = call.store.records(Self.versions, prefix: parent + "/").map(\.record)
      .sorted { KeyManagement.number($0) > KeyManagement.number($1) }
    return try GCPPage(all.map(\.withoutNotes), path).json(as: "versions")
  }

  func version(_ path: GCPPath) throws -> JSON {
    let version = try find(path)
    let (name, state) = (version.string("name") ?? "", version.string("state") ?? "")
    switch (path.method, path.action) {
    case ("GET", nil): return .object(version.withoutNotes)
    case ("GET", "access"):
      guard state == "ENABLED" else {
        throw GCPError(.failedPrecondition, "Secret Version [\(name)] is in \(state) state.")
      }
      let data = Base64.decode(version.string("_data") ?? "") ?? []
      return [
        "name": .string(name),
        "payload": [
          "data": .string(Base64.encode(data)), "dataCrc32c": .string(String(CRC32C.checksum(data))),
        ],
      ]
    case ("POST", "enable"), ("POST", "disable"), ("POST", "destroy"):
      call.operation.name =
        "gcp.secretmanager.\(path.action == "enable" ? "Enable" : path.action == "disable" ? "Disable" : "Destroy")SecretVersion"
      try checkTag(path.object().string("etag"), version)
      guard state != "DESTROYED" else {
        throw GCPError(.failedPrecondition, "SecretVersion.state is already DESTROYED.")
      }
      return path.action == "destroy" ? try destroy(version) : setState(version, isEnabled: path.action == "enable")
    default: throw path.unknownMethod
    }
  }

  /// The version that the path names: by its number, by an alias, or the latest one.
  private func find(_ path: GCPPath) throws -> JSONObject {
    let parent = name(path, count: path.parts.count - 2)
    guard let secret = call.store[Self.table, parent] else { throw Self.notFound(parent) }
    var number = path.parts.last ?? ""
    if number == "latest" {
      number = String((secret.integer("_next") ?? 1) - 1)
      guard number != "0" else {
        throw GCPError(.notFound, "Secret [\(parent)] not found or has no versions.")
      }
    } else if let target = secret["versionAliases"]?[number] {
      number = target.stringValue ?? target.integerValue.map(String.init) ?? ""
    }
    guard let version = call.store[Self.versions, "\(parent)/versions/\(number)"] else {
      throw GCPError(.notFound, "Secret Version [\(parent)/versions/\(number)] not found.")
    }
    return version
  }

  private func setState(_ version: JSONObject, isEnabled: Bool) -> JSON {
    var changed = version
    changed["state"] = isEnabled ? "ENABLED" : "DISABLED"
    changed["scheduledDestroyTime"] = nil
    changed["etag"] = etag()
    call.store[Self.versions, version.string("name") ?? ""] = changed
    return .object(changed.withoutNotes)
  }

  /// Destroys a version at once, or disables it until its time comes when the secret delays destruction.
  private func destroy(_ version: JSONObject) throws -> JSON {
    let name = version.string("name") ?? ""
    let parts = name.split(separator: "/").map(String.init)
    let secret = call.store[Self.table, parts.dropLast(2).joined(separator: "/")] ?? [:]
    let isAliased = (secret.object("versionAliases") ?? [:]).contains {
      $0.value.stringValue == parts.last || $0.value.integerValue.map(String.init) == parts.last
    }
    guard !isAliased else {
      throw GCPError(.failedPrecondition, "Secret Version [\(name)] has an alias. Remove the alias first.")
    }
    if let delay = try GCPChecks.duration(secret, "versionDestroyTtl", in: 0...86_400_000) {
      var changed = version
      changed["state"] = "DISABLED"
      changed["scheduledDestroyTime"] = .string(call.now.adding(seconds: delay.seconds).rfc3339)
      changed["etag"] = etag()
      call.store[Self.versions, name] = changed
      return .object(changed.withoutNotes)
    }
    return .object(destroy(version, at: call.now).withoutNotes)
  }

  @discardableResult
  func destroy(_ version: JSONObject, at time: Instant) -> JSONObject {
    var changed = version
    changed["state"] = "DESTROYED"
    changed["destroyTime"] = .string(time.rfc3339)
    changed["scheduledDestroyTime"] = nil
    changed["_data"] = nil
    changed["etag"] = etag()
    call.store[Self.versions, version.string("name") ?? ""] = changed
    return changed
  }
}
