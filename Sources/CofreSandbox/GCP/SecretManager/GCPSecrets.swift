import CofreCrypto
import CofreJSON

/// Secret Manager: secrets and their versions, global ones and those of one location.
///
/// Records stand under full names with the project's *number*, which is also how the service answers. Notes in a
/// secret's record: `_next` (the next version's number). In a version's: `_data`.
struct GCPSecrets {
  static let table = "gcp.secretmanager.secrets"
  static let versions = "gcp.secretmanager.versions"

  let call: Call

  init(_ call: Call) { self.call = call }

  func perform(_ path: GCPPath) throws -> JSON {
    doWhatIsDue()
    let start = path.parts[2] == "secrets" ? 2 : 4
    let kinds = stride(from: start, to: path.parts.count, by: 2).map { path.parts[$0] }
    let isCollection = !path.parts.count.isMultiple(of: 2)
    switch kinds {
    case ["secrets"]: return isCollection ? try collection(path) : try secret(path)
    case ["secrets", "versions"]: return isCollection ? try versionList(path) : try version(path)
    default: throw path.unknownMethod
    }
  }

  func exists(_ path: GCPPath) -> Bool { call.store[Self.table, name(path)] != nil }

  /// The full name of what the path names, with the project's number.
  func name(_ path: GCPPath, count: Int? = nil) -> String {
    var parts = Array(path.parts.prefix(count ?? path.parts.count))
    if parts.count > 1 { parts[1] = GCPProject.number(parts[1]) }
    return parts.joined(separator: "/")
  }

  static func notFound(_ name: String) -> GCPError { GCPError(.notFound, "Secret [\(name)] not found.") }

  func etag() -> JSON { .string("\"\(Random.hex(bytes: 7))\"") }

  /// Throws when the client gives an etag and it is not the current one.
  func checkTag(_ given: String?, _ record: JSONObject) throws {
    guard let given, !given.isEmpty, given != record.string("etag") else { return }
    throw GCPError(.failedPrecondition, "The provided etag \(given) does not match the current one.")
  }

  private func collection(_ path: GCPPath) throws -> JSON {
    let parent = name(path)
    switch (path.method, path.action) {
    case ("GET", nil):
      let all = call.store.records(Self.table, prefix: parent + "/").map(\.record.withoutNotes)
      return try GCPPage(all, path).json(as: "secrets")
    case ("POST", nil):
      call.operation.name = "gcp.secretmanager.CreateSecret"
      let identifier = path.fields["secretId"] ?? ""
      guard 1...255 ~= identifier.utf8.count,
        identifier.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
      else {
        throw GCPError.invalid(
          "The provided Secret ID [\(identifier)] does not match the expected format [[a-zA-Z_0-9]+].")
      }
      let name = "\(parent)/\(identifier)"
      guard call.store[Self.table, name] == nil else {
        throw GCPError(.alreadyExists, "Secret [\(name)] already exists.")
      }
      var record: JSONObject = ["name": .string(name), "createTime": .string(call.now.rfc3339), "_next": 1]
      try fill(&record, from: path.object(), isRegional: path.parts[2] == "locations")
      call.store[Self.table, name] = record
      return .object(record.withoutNotes)
    default: throw path.unknownMethod
    }
  }

  private func secret(_ path: GCPPath) throws -> JSON {
    let name = name(path)
    guard var record = call.store[Self.table, name] else { throw Self.notFound(name) }
    switch (path.method, path.action) {
    case ("GET", nil): return .object(record.withoutNotes)
    case ("POST", "addVersion"): return try addVersion(&record, path)
    case ("PATCH", nil):
      call.operation.name = "gcp.secretmanager.UpdateSecret"
      let body = try path.object()
      try checkTag(body.string("etag"), record)
      try update(&record, from: body, mask: GCPFieldMask(path.fields.value(ignoringCase: "updateMask")))
      call.store[Self.table, name] = record
      return .object(record.withoutNotes)
    case ("DELETE", nil):
      call.operation.name = "gcp.secretmanager.DeleteSecret"
      try checkTag(path.fields["etag"], record)
      remove(name)
      return [:]
    default: throw path.unknownMethod
    }
  }

  private func remove(_ name: String) {
    call.store[Self.table, name] = nil
    for (key, _) in call.store.records(Self.versions, prefix: name + "/") { call.store[Self.versions, key] = nil }
  }

  /// Removes what has expired, destroys what is to be destroyed, and moves rotation times on.
  private func doWhatIsDue() {
    for (name, record) in call.store.records(Self.table) {
      if let time = record.string("expireTime").flatMap(Instant.init(rfc3339:)), time <= call.now { remove(name) }
      guard let rotation = record.object("rotation"),
        var next = rotation.string("nextRotationTime").flatMap(Instant.init(rfc3339:)), next <= call.now
      else { continue }
      var changed = record
      if let period = try? GCPChecks.duration(rotation, "rotationPeriod", in: 3600...3_153_600_000) {
        while next <= call.now { next = next.adding(seconds: period.seconds) }
        changed.edit("rotation") { $0["nextRotationTime"] = .string(next.rfc3339) }
      } else {
        changed["rotation"] = nil
      }
      call.store[Self.table, name] = changed
    }
    for (_, version) in call.store.records(Self.versions) {
      if let time = version.string("scheduledDestroyTime").flatMap(Instant.init(rfc3339:)), time <= call.now {
        destroy(version, at: time)
      }
    }
  }
}
