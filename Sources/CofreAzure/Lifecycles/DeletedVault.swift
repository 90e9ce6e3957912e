import CofreJSON

/// A soft-deleted vault, which still holds its name.
struct DeletedVault: Sendable {
  let name: String
  let location: String
  /// The id that it had.
  let vaultID: String
  /// When it goes for good.
  let scheduledPurge: String?
  let hasPurgeProtection: Bool

  init(_ body: JSON, name: String, location: String) {
    self.name = name
    self.location = location
    vaultID = body.value(at: ["properties", "vaultId"])?.stringValue ?? ""
    scheduledPurge = body.value(at: ["properties", "scheduledPurgeDate"])?.stringValue
    hasPurgeProtection = body.value(at: ["properties", "purgeProtectionEnabled"])?.boolValue == true
  }

  var purgeCommand: String { "az keyvault purge --name \(name) --location \(location)" }

  /// Where the deleted vaults of a region are.
  static func path(_ id: ResourceID, _ location: String) -> String {
    "/subscriptions/\(id.subscription)/providers/Microsoft.KeyVault/locations/\(location)/deletedVaults/\(id.name)"
  }
}
