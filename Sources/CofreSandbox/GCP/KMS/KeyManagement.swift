import CofreJSON

/// Cloud KMS: key rings, keys and their versions, each a record under its full name.
///
/// Notes in a key's record: `_primary` and `_next` (version numbers). In a version's: `_material` (the key's bytes).
struct KeyManagement {
  static let rings = "gcp.kms.keyRings"
  static let keys = "gcp.kms.cryptoKeys"
  static let versions = "gcp.kms.cryptoKeyVersions"
  static let retired = "gcp.kms.retiredResources"

  let call: Call

  init(_ call: Call) { self.call = call }

  func perform(_ path: GCPPath) throws -> JSON {
    doWhatIsDue()
    let kinds = stride(from: 4, to: path.parts.count, by: 2).map { path.parts[$0] }
    let isCollection = !path.parts.count.isMultiple(of: 2)
    switch kinds {
    case ["keyRings"]: return isCollection ? try ringCollection(path) : try ring(path)
    case ["keyRings", "cryptoKeys"]: return isCollection ? try keyCollection(path) : try key(path)
    case ["keyRings", "cryptoKeys", "cryptoKeyVersions"]:
      return isCollection ? try versionCollection(path) : try version(path)
    case ["retiredResources"] where isCollection && path.method == "GET":
      return try GCPPage(call.store.records(Self.retired, prefix: path.parent + "/").map(\.record), path)
        .json(as: "retiredResources")
    default: throw path.unknownMethod
    }
  }

  /// Whether a key ring or a key has this name.
  func exists(_ name: String) -> Bool { call.store[Self.rings, name] != nil || call.store[Self.keys, name] != nil }

  /// An id of a key ring or key, which must be well-formed.
  func identifier(_ path: GCPPath, _ field: String) throws -> String {
    let identifier = path.fields[field] ?? ""
    guard 1...63 ~= identifier.utf8.count,
      identifier.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
    else { throw GCPError.invalid("The \(field) must match [a-zA-Z0-9_-]{1,63}: '\(identifier)'.") }
    return identifier
  }

  /// A finished operation, as deletions answer with.
  func finishedOperation(_ path: GCPPath) -> JSON {
    [
      "name": .string("\(path.parts[..<4].joined(separator: "/"))/operations/\(RandomText.uuid())"), "done": true,
      "response": ["@type": "type.googleapis.com/google.protobuf.Empty"],
    ]
  }

  // MARK: Key rings

  private func ringCollection(_ path: GCPPath) throws -> JSON {
    switch (path.method, path.action) {
    case ("GET", nil):
      return try GCPPage(call.store.records(Self.rings, prefix: path.name + "/").map(\.record), path).json(
        as: "keyRings")
    case ("POST", nil):
      call.operation.name = "gcp.kms.CreateKeyRing"
      _ = try path.object()
      let name = "\(path.name)/\(try identifier(path, "keyRingId"))"
      guard call.store[Self.rings, name] == nil else { throw GCPError.exists("KeyRing", name) }
      let ring: JSONObject = ["name": .string(name), "createTime": .string(call.now.rfc3339)]
      call.store[Self.rings, name] = ring
      return .object(ring)
    default: throw path.unknownMethod
    }
  }

  private func ring(_ path: GCPPath) throws -> JSON {
    guard let ring = call.store[Self.rings, path.name] else { throw GCPError.notFound("KeyRing", path.name) }
    switch (path.method, path.action) {
    case ("GET", nil): return .object(ring)
    case ("DELETE", nil):
      call.operation.name = "gcp.kms.DeleteKeyRing"
      guard call.store.records(Self.keys, prefix: path.name + "/").isEmpty else {
        throw GCPError(.failedPrecondition, "KeyRing \(path.name) still has resources. Delete them first.")
      }
      call.store[Self.rings, path.name] = nil
      return finishedOperation(path)
    default: throw path.unknownMethod
    }
  }
}
