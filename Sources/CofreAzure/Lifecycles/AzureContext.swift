import CofreHTTP

/// What every life cycle works with.
struct AzureContext: Sendable {
  let configuration: AzureConfiguration
  let resourceManager: ARMClient
  let secrets: SecretStore
  let clock: HTTPClock
  /// Azure refuses two changes of a virtual network at a time, subnets and endpoints in it included.
  let networkLocks: KeyedLock

  func vault(at url: String) throws -> VaultAddress {
    try VaultAddress(url, suffix: configuration.cloud.vaultSuffix)
  }
}
