import CofreCrypto
import CofreJSON

extension KeyManagement {
  /// Adds a version to a key's record, which the caller saves.
  @discardableResult
  func addVersion(to key: inout JSONObject, isPrimary: Bool) -> JSONObject {
    let number = key.integer("_next") ?? 1
    let template = key.object("versionTemplate") ?? [:]
    let name = "\(key.string("name") ?? "")/cryptoKeyVersions/\(number)"
    // Keys of other kinds, and in hardware, take a while to be made: they are pending until they are looked at again.
    let isReady =
      template.string("algorithm") == "GOOGLE_SYMMETRIC_ENCRYPTION" && template.string("protectionLevel") == "SOFTWARE"
    var version: JSONObject = ["name": .string(name), "state": isReady ? "ENABLED" : "PENDING_GENERATION"]
    version["createTime"] = .string(call.now.rfc3339)
    version["protectionLevel"] = template["protectionLevel"]
    version["algorithm"] = template["algorithm"]
    if isReady { version["generateTime"] = .string(call.now.rfc3339) }
    version["_material"] = .string(Base64.encode(Random.bytes(AES256GCM.keyByteCount)))
    call.store[Self.versions, name] = version
    key["_next"] = .integer(number + 1)
    if isPrimary { key["_primary"] = .string(String(number)) }
    return version
  }

  func versionCollection(_ path: GCPPath) throws -> JSON {
    let parent = path.parent
    guard var key = call.store[Self.keys, parent] else { throw GCPError.notFound("CryptoKey", parent) }
    switch (path.method, path.action) {
    case ("GET", nil):
      let versions = call.store.records(Self.versions, prefix: path.name + "/").map(\.record)
        .sorted { Self.number($0) < Self.number($1) }
      let page = try GCPPage(versions.map(\.withoutNotes), path)
      for version in versions { finishGeneration(version) }
      return page.json(as: "cryptoKeyVersions")
    case ("POST", nil):
      call.operation.name = "gcp.kms.CreateCryptoKeyVersion"
      _ = try path.object()
      guard !key.bool("importOnly") else {
        throw GCPError(.failedPrecondition, "CryptoKey \(parent) is import-only.")
      }
      let version = addVersion(to: &key, isPrimary: false)
      call.store[Self.keys, parent] = key
      return .object(version.withoutNotes)
    default: throw path.unknownMethod
    }
  }

  func version(_ path: GCPPath) throws -> JSON {
    guard let version = call.store[Self.versions, path.name] else {
      throw GCPError.notFound("CryptoKeyVersion", path.name)
    }
    let state = version.string("state") ?? ""
    switch (path.method, path.action) {
    case ("GET", nil):
      finishGeneration(version)
      return .object(version.withoutNotes)
    case ("PATCH", nil):
      call.operation.name = "gcp.kms.UpdateCryptoKeyVersion"
      let mask = try GCPFieldMask(path.fields.value(ignoringCase: "updateMask") ?? path.fields["update_mask"])
      guard mask.paths == ["state"], let wanted = GCPEnumeration.state.name(try path.object()["state"] ?? nil) else {
        throw GCPError.invalid("Only the state of a CryptoKeyVersion can be updated.")
      }
      guard ["ENABLED", "DISABLED"].contains(wanted) else {
        throw GCPError.invalid("The state can be set only to ENABLED or DISABLED.")
      }
      guard ["ENABLED", "DISABLED"].contains(state) else { throw wrongState(version) }
      return .object(save(version) { $0["state"] = .string(wanted) })
    case ("POST", "destroy"):
      call.operation.name = "gcp.kms.DestroyCryptoKeyVersion"
      guard ["ENABLED", "DISABLED"].contains(state) else { throw wrongState(version) }
      let key = call.store[Self.keys, path.parent] ?? [:]
      let delay = try GCPChecks.duration(key, "destroyScheduledDuration", in: 0...10_368_000)?.seconds ?? 2_592_000
      return .object(
        save(version) {
          $0["state"] = "DESTROY_SCHEDULED"
          $0["destroyTime"] = .string(call.now.adding(seconds: delay).rfc3339)
        })
    case ("POST", "restore"):
      call.operation.name = "gcp.kms.RestoreCryptoKeyVersion"
      guard state == "DESTROY_SCHEDULED" else { throw wrongState(version) }
      return .object(
        save(version) {
          $0["state"] = "DISABLED"
          $0["destroyTime"] = nil
        })
    case ("DELETE", nil):
      call.operation.name = "gcp.kms.DeleteCryptoKeyVersion"
      guard ["DESTROYED", "IMPORT_FAILED", "GENERATION_FAILED"].contains(state) else { throw wrongState(version) }
      call.store[Self.versions, path.name] = nil
      if var key = call.store[Self.keys, path.parent], key.string("_primary") == path.parts.last {
        key["_primary"] = nil
        call.store[Self.keys, path.parent] = key
      }
      return finishedOperation(path)
    case ("POST", "encrypt"):
      return try encrypt(version: version, path)
    default: throw path.unknownMethod
    }
  }

  private func save(_ version: JSONObject, _ change: (inout JSONObject) -> Void) -> JSONObject {
    var version = version
    change(&version)
    call.store[Self.versions, version.string("name") ?? ""] = version
    return version.withoutNotes
  }

  private func finishGeneration(_ version: JSONObject) {
    guard version.string("state") == "PENDING_GENERATION" else { return }
    _ = save(version) {
      $0["state"] = "ENABLED"
      $0["generateTime"] = .string(call.now.rfc3339)
    }
  }

  private func wrongState(_ version: JSONObject) -> GCPError {
    let (name, state) = (version.string("name") ?? "", version.string("state") ?? "")
    return .precondition(
      "The request cannot be fulfilled. \(name) has value \(state) in field crypto_key_version.state.",
      type: "KEY_STATE", subject: name)
  }

  static func number(_ version: JSONObject) -> Int {
    Int(version.string("name")?.split(separator: "/").last.map(String.init) ?? "") ?? 0
  }

  /// Destroys and rotates what has come due.
  func doWhatIsDue() {
    for (name, version) in call.store.records(Self.versions) where version.string("state") == "DESTROY_SCHEDULED" {
      guard let time = version.string("destroyTime").flatMap(Instant.init(rfc3339:)), time <= call.now else { continue }
      var version = version
      version["state"] = "DESTROYED"
      version["destroyTime"] = nil
      version["destroyEventTime"] = .string(time.rfc3339)
      version["_material"] = nil
      call.store[Self.versions, name] = version
    }
    for (name, record) in call.store.records(Self.keys) {
      guard var next = record.string("nextRotationTime").flatMap(Instant.init(rfc3339:)), next <= call.now else {
        continue
      }
      var key = record
      addVersion(to: &key, isPrimary: true)
      if let period = try? GCPChecks.duration(key, "rotationPeriod", in: 86_400...3_153_600_000) {
        while next <= call.now { next = next.adding(seconds: period.seconds) }
        key["nextRotationTime"] = .string(next.rfc3339)
      } else {
        key["nextRotationTime"] = nil
      }
      call.store[Self.keys, name] = key
    }
  }
}
