import CofreCrypto
import CofreJSON

/// The secrets of one vault, which the resource manager and the vault's own endpoint share.
///
/// A secret is a record under `vault/name`: its name as first written, and its versions, the current one last.
struct VaultSecrets {
  static let table = "azure.secrets"
  static let deletedTable = "azure.deletedSecrets"
  /// Names that were purged a moment ago and cannot be used yet.
  static let purgedTable = "azure.purgedSecrets"

  let call: Call
  let vault: JSONObject

  /// The vault's address.
  var base: String { Vaults(call).uri(vault.string("name") ?? "") }

  private var prefix: String { "\(vault.string("name")?.lowercased() ?? "")/" }

  func key(_ name: String) -> String { prefix + name.lowercased() }

  /// All secrets, in the order of their names.
  var all: [JSONObject] { call.store.records(Self.table, prefix: prefix).map(\.record) }

  var allDeleted: [JSONObject] { call.store.records(Self.deletedTable, prefix: prefix).map(\.record) }

  func exists(_ name: String) -> Bool { call.store[Self.table, key(name)] != nil }

  func secret(_ name: String) throws -> JSONObject {
    guard let secret = call.store[Self.table, key(name)] else { throw Self.notFound(name) }
    return secret
  }

  func current(_ secret: JSONObject) -> JSONObject { secret.array("versions").last?.objectValue ?? [:] }

  /// The version of an id, or the current one.
  func version(_ secret: JSONObject, _ identifier: String?) throws -> JSONObject {
    guard let identifier else { return current(secret) }
    guard let version = secret.array("versions").first(where: { $0["version"]?.stringValue == identifier })?.objectValue
    else { throw Self.notFound("\(secret.string("name") ?? "")/\(identifier)") }
    return version
  }

  static func notFound(_ name: String) -> AzureError {
    AzureError(
      404, "SecretNotFound",
      "A secret with (name/id) \(name) was not found in this key vault. If you recently deleted this secret you may be able "
        + "to recover it using the correct recovery command. For help resolving this issue, please see "
        + "https://go.microsoft.com/fwlink/?linkid=2125182")
  }

  // MARK: Writing

  /// Writes a new version; returns the secret.
  func set(_ name: String, _ value: String, _ given: JSONObject) throws -> JSONObject {
    try checkName(name)
    try checkIsFree(name)
    guard value.utf8.count <= 25_600 else { throw AzureError.badParameter("The size of secret exceeds 25k.") }
    let now = JSON.integer(call.now.seconds)
    var version: JSONObject = ["version": .string(Random.hex(bytes: 16)), "value": .string(value)]
    version["attributes"] = ["enabled": true, "created": now, "updated": now]
    try apply(given, to: &version)
    var secret = call.store[Self.table, key(name)] ?? ["name": .string(name)]
    secret["versions"] = .array(secret.array("versions") + [.object(version)])
    call.store[Self.table, key(name)] = secret
    return secret
  }

  /// Changes what describes a version; its value stays.
  func update(_ name: String, version identifier: String?, _ given: JSONObject) throws -> JSONObject {
    var secret = try secret(name)
    var version = try version(secret, identifier)
    try apply(given, to: &version)
    version.edit("attributes") { $0["updated"] = .integer(call.now.seconds) }
    secret["versions"] = .array(
      secret.array("versions").map { $0["version"] == version["version"] ? .object(version) : $0 })
    call.store[Self.table, key(name)] = secret
    return secret
  }

  private func apply(_ given: JSONObject, to version: inout JSONObject) throws {
    if let type = given.string("contentType") {
      guard type.count <= 255 else { throw AzureError.badParameter("The content type is longer than 255 characters.") }
      version["contentType"] = .string(type)
    }
    if let tags = given.object("tags") {
      guard tags.count <= 15, tags.allSatisfy({ $0.key.count <= 256 && ($0.value.stringValue?.count ?? 257) <= 256 })
      else { throw AzureError.badParameter("A secret has at most 15 tags, of at most 256 characters each.") }
      version["tags"] = .object(tags)
    }
    guard let attributes = given.object("attributes") else { return }
    if let start = attributes.integer("nbf"), let end = attributes.integer("exp"), start >= end {
      throw AzureError.badParameter("The attribute nbf must be before exp.")
    }
    // What is null or absent stays: an expiry is taken away only by a new version.
    version.edit("attributes") { result in
      if let enabled = attributes["enabled"]?.boolValue { result["enabled"] = .bool(enabled) }
      for member in ["nbf", "exp"] {
        if let time = attributes.integer(member) { result[member] = .integer(time) }
      }
    }
  }

  func checkName(_ name: String) throws {
    guard 1...127 ~= name.count, AzureText.consists(name, ofLettersDigitsAnd: "-") else {
      throw AzureError.badParameter("The request URI contains an invalid name: \(name)")
    }
  }

  /// A name that was deleted stays taken: for a moment in any case, and then until it is recovered or purged.
  private func checkIsFree(_ name: String) throws {
    if let deleted = call.store[Self.deletedTable, key(name)] {
      guard isSettled(deleted) else { throw Self.isBeingDeleted(name) }
      throw AzureError(
        409, "Conflict",
        "Secret \(name) is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the "
          + "secret can only be recovered or purged.", inner: "ObjectIsDeletedButRecoverable")
    }
    guard let purged = call.store[Self.purgedTable, key(name)] else { return }
    call.store[Self.purgedTable, key(name)] = nil
    // The refusal must not undo the note, so the change is made safe first.
    if !isSettled(purged) {
      call.keepsChanges()
      throw Self.isBeingDeleted(name)
    }
  }

  static func isBeingDeleted(_ name: String) -> AzureError {
    var error = AzureError.passing(
      409, "Conflict", "Secret \(name) is currently being deleted and cannot be re-created; retry later.")
    error.inner = "ObjectIsBeingDeleted"
    return error
  }

  /// Whether a deletion or a recovery has been seen through: after one look at it, or two seconds.
  func isSettled(_ record: JSONObject) -> Bool {
    record["_settles"] == nil || (record.integer("_settles") ?? 0) <= call.now.milliseconds
  }

  var settling: JSON { .integer(call.now.milliseconds + 2000) }
}
