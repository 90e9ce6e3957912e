import CofreJSON

extension KeyManagement {
  func keyCollection(_ path: GCPPath) throws -> JSON {
    let ring = path.parent
    guard call.store[Self.rings, ring] != nil else { throw GCPError.notFound("KeyRing", ring) }
    switch (path.method, path.action) {
    case ("GET", nil):
      let keys = call.store.records(Self.keys, prefix: path.name + "/").map { shown($0.record) }
      return try GCPPage(keys, path).json(as: "cryptoKeys")
    case ("POST", nil): return try createKey(path)
    default: throw path.unknownMethod
    }
  }

  func key(_ path: GCPPath) throws -> JSON {
    guard let key = call.store[Self.keys, path.name] else { throw GCPError.notFound("CryptoKey", path.name) }
    switch (path.method, path.action) {
    case ("GET", nil): return .object(shown(key))
    case ("PATCH", nil): return try updateKey(key, path)
    case ("DELETE", nil): return try deleteKey(path)
    case ("POST", "updatePrimaryVersion"): return try updatePrimary(key, path)
    case ("POST", "encrypt"): return try encrypt(key, path)
    case ("POST", "decrypt"): return try decrypt(path)
    default: throw path.unknownMethod
    }
  }

  /// A key as clients see it: with its primary version in full.
  private func shown(_ key: JSONObject) -> JSONObject {
    var output = key.withoutNotes
    if let primary = key.string("_primary"), let name = key.string("name"),
      let version = call.store[Self.versions, "\(name)/cryptoKeyVersions/\(primary)"]
    {
      output["primary"] = .object(version.withoutNotes)
    }
    return output
  }

  private func createKey(_ path: GCPPath) throws -> JSON {
    call.operation.name = "gcp.kms.CreateCryptoKey"
    let name = "\(path.name)/\(try identifier(path, "cryptoKeyId"))"
    let body = try path.object()
    guard call.store[Self.keys, name] == nil else { throw GCPError.exists("CryptoKey", name) }
    guard call.store[Self.retired, retiredName(name)] == nil else {
      throw GCPError(.alreadyExists, "CryptoKey \(name) was deleted, and its name cannot be used again.")
    }
    guard let purpose = GCPEnumeration.purpose.name(body["purpose"] ?? nil) else {
      throw GCPError.invalid("CryptoKey.purpose must be set to a known purpose.")
    }
    let importOnly = body.bool("importOnly")
    let skipsVersion = path.fields["skipInitialVersionCreation"] == "true"
    guard !importOnly || skipsVersion else {
      throw GCPError.invalid("skip_initial_version_creation must be true for an import-only CryptoKey.")
    }
    var key: JSONObject = ["name": .string(name), "purpose": .string(purpose)]
    key["createTime"] = .string(call.now.rfc3339)
    key["versionTemplate"] = .object(
      try KeyTemplate(body.object("versionTemplate") ?? [:], purpose: purpose, isNew: true).json)
    key["labels"] = try GCPChecks.labels(body["labels"])
    key["destroyScheduledDuration"] = .string(
      try GCPChecks.duration(body, "destroyScheduledDuration", in: (importOnly ? 0 : 86_400)...10_368_000)?.text
        ?? "2592000s")
    if importOnly { key["importOnly"] = true }
    try setRotation(body, in: &key)
    key["_next"] = 1
    if !skipsVersion { addVersion(to: &key, isPrimary: purpose == "ENCRYPT_DECRYPT") }
    call.store[Self.keys, name] = key
    return .object(shown(key))
  }

  private func updateKey(_ key: JSONObject, _ path: GCPPath) throws -> JSON {
    call.operation.name = "gcp.kms.UpdateCryptoKey"
    let body = try path.object()
    var key = key
    let mask = try GCPFieldMask(path.fields.value(ignoringCase: "updateMask") ?? path.fields["update_mask"])
    for field in mask.paths {
      switch field {
      case "labels": key["labels"] = try GCPChecks.labels(body["labels"])
      case "rotationPeriod", "nextRotationTime": key[field] = body[field]
      case "versionTemplate", "versionTemplate.algorithm":
        var template = try KeyTemplate(
          body.object("versionTemplate") ?? [:], purpose: key.string("purpose") ?? "", isNew: false)
        let level = key["versionTemplate"]?["protectionLevel"]?.stringValue ?? template.level
        if field == "versionTemplate", body["versionTemplate"]?["protectionLevel"] != nil, template.level != level {
          throw GCPError.invalid("CryptoKey.version_template.protection_level cannot be changed.")
        }
        template.level = level
        key["versionTemplate"] = .object(template.json)
      default:
        throw GCPError.invalid("The field '\(field)' in the update_mask is immutable or unknown.")
      }
    }
    let rotation = key
    try setRotation(rotation, in: &key, mustBeFuture: mask.paths.contains("nextRotationTime"))
    call.store[Self.keys, path.name] = key
    return .object(shown(key))
  }

  /// A key can go only when its versions are gone; its name is never free again.
  private func deleteKey(_ path: GCPPath) throws -> JSON {
    call.operation.name = "gcp.kms.DeleteCryptoKey"
    guard call.store.records(Self.versions, prefix: path.name + "/").isEmpty else {
      throw GCPError(.failedPrecondition, "CryptoKey \(path.name) still has versions. Delete them first.")
    }
    call.store[Self.keys, path.name] = nil
    call.store[Self.retired, retiredName(path.name)] = [
      "name": .string(retiredName(path.name)), "originalResource": .string(path.name),
      "resourceType": "cloudkms.googleapis.com/CryptoKey", "deleteTime": .string(call.now.rfc3339),
    ]
    return finishedOperation(path)
  }

  private func retiredName(_ name: String) -> String {
    let parts = name.split(separator: "/").map(String.init)
    return parts[..<4].joined(separator: "/") + "/retiredResources/" + parts[5] + "-" + (parts.last ?? "")
  }

  private func updatePrimary(_ key: JSONObject, _ path: GCPPath) throws -> JSON {
    call.operation.name = "gcp.kms.UpdateCryptoKeyPrimaryVersion"
    guard key.string("purpose") == "ENCRYPT_DECRYPT" else {
      throw GCPError.invalid("Only a CryptoKey with purpose ENCRYPT_DECRYPT has a primary version.")
    }
    let number = try path.object().string("cryptoKeyVersionId") ?? ""
    let name = "\(path.name)/cryptoKeyVersions/\(number)"
    guard let version = call.store[Self.versions, name] else { throw GCPError.notFound("CryptoKeyVersion", name) }
    try requireEnabled(version)
    var key = key
    key["_primary"] = .string(number)
    call.store[Self.keys, path.name] = key
    return .object(shown(key))
  }
}
