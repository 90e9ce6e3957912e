import CofreJSON

/// The vaults as records, whoever asks: the resource manager, the vaults' own endpoints, the clock.
///
/// A vault is a record under its name, which is unique in the whole cloud. Notes: `_group` (its resource group) and
/// `_connections` (its private endpoint connections). Deleted vaults keep their record, and their name, in a table of
/// their own.
struct Vaults {
  static let table = "azure.vaults"
  static let deletedTable = "azure.deletedVaults"
  static let defaultRetentionDays: Int64 = 90

  let call: Call

  init(_ call: Call) { self.call = call }

  /// The vault of an id, wherever it is.
  func vault(id: String) -> (key: String, record: JSONObject)? {
    call.store.records(Self.table).first { $0.record.string("id")?.lowercased() == id.lowercased() }
  }

  /// The address of a vault, without a slash at its end.
  func uri(_ name: String) -> String { "https://\(name.lowercased()).\(call.endpoints.vaultSuffix)" }

  static func retentionDays(_ vault: JSONObject) -> Int64 {
    vault["properties"]?["softDeleteRetentionInDays"]?.integerValue ?? defaultRetentionDays
  }

  static func isPurgeProtected(_ vault: JSONObject) -> Bool {
    vault["properties"]?["enablePurgeProtection"]?.boolValue ?? false
  }

  /// What `recoveryLevel` says of the vault's objects.
  static func recoveryLevel(_ vault: JSONObject) -> String {
    (retentionDays(vault) < defaultRetentionDays ? "CustomizedRecoverable" : "Recoverable")
      + (isPurgeProtected(vault) ? "" : "+Purgeable")
  }

  // MARK: Deletion

  /// Deletes a vault so that it can be recovered: its name stays taken, its private endpoints lose their connection.
  func softDelete(_ vault: JSONObject) {
    guard let name = vault.string("name") else { return }
    for connection in vault.array("_connections") {
      setStatus("Disconnected", ofEndpoint: connection["endpoint"]?.stringValue ?? "")
    }
    var deleted = vault
    for note in ["_connections", "_looks", "_due"] { deleted[note] = nil }
    deleted["_deletionDate"] = .string(call.now.rfc3339InSeconds)
    deleted["_scheduledPurgeDate"] = .string(call.now.adding(days: Self.retentionDays(vault)).rfc3339InSeconds)
    call.store[Self.deletedTable, name.lowercased()] = deleted
    call.store[Self.table, name.lowercased()] = nil
    AzureRemoval(call).removeRoleAssignments(under: vault.string("id") ?? "")
  }

  /// Brings a deleted vault back with all that is in it.
  func recover(_ key: String) -> JSONObject? {
    guard var vault = call.store[Self.deletedTable, key] else { return nil }
    for note in ["_deletionDate", "_scheduledPurgeDate"] { vault[note] = nil }
    vault.edit("properties") { $0["provisioningState"] = "Succeeded" }
    call.store[Self.table, key] = vault
    call.store[Self.deletedTable, key] = nil
    return vault
  }

  /// Removes a deleted vault and all that is in it for good.
  func purge(_ key: String) {
    call.store[Self.deletedTable, key] = nil
    for table in [VaultSecrets.table, VaultSecrets.deletedTable, VaultSecrets.purgedTable] {
      for (key, _) in call.store.records(table, prefix: key + "/") { call.store[table, key] = nil }
    }
  }

  /// Purges vaults and secrets whose time has come.
  func purgeWhatIsDue() {
    func isDue(_ record: JSONObject) -> Bool {
      record.string("_scheduledPurgeDate").flatMap(Instant.init(rfc3339:)).map { $0 <= call.now } ?? false
    }
    for (key, vault) in call.store.records(Self.deletedTable) where isDue(vault) { purge(key) }
    for (key, secret) in call.store.records(VaultSecrets.deletedTable) where isDue(secret) {
      call.store[VaultSecrets.deletedTable, key] = nil
    }
  }

  // MARK: Private endpoint connections

  func removeConnections(ofEndpoint endpoint: String) {
    for (key, record) in call.store.records(Self.table) {
      let kept = record.array("_connections").filter {
        $0["endpoint"]?.stringValue?.lowercased() != endpoint.lowercased()
      }
      guard kept.count != record.array("_connections").count else { continue }
      var vault = record
      vault["_connections"] = .array(kept)
      call.store[Self.table, key] = vault
    }
  }

  /// Tells a private endpoint how its connection stands.
  func setStatus(_ status: String, description: String = "", ofEndpoint endpoint: String) {
    guard
      let (key, found) = call.store.records("azure.endpoints").first(where: {
        $0.record.string("id")?.lowercased() == endpoint.lowercased()
      })
    else { return }
    var record = found
    record.edit("properties") { properties in
      for member in ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] {
        properties[member] = .array(
          properties.array(member).map { entry in
            var connection = entry.objectValue ?? [:]
            connection.edit("properties") {
              $0["privateLinkServiceConnectionState"] = [
                "status": .string(status), "description": .string(description), "actionsRequired": "None",
              ]
            }
            return .object(connection)
          })
      }
    }
    call.store["azure.endpoints", key] = record
  }
}
