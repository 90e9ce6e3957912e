import CofreHTTP
import CofreJSON
import CofreProvider

/// The secrets of a vault, in its own API: what Azure Resource Manager has no words for.
struct SecretStore: Sendable {
  let client: VaultClient
  let clock: HTTPClock

  /// The value and what is known about it; nil when there is no such secret.
  func get(_ name: String, in vault: VaultAddress, doing: String) async throws -> JSON? {
    try await client.json(.get, vault, "/secrets/\(name)/", doing: doing)
  }

  /// Stores a new version.
  func set(_ name: String, _ body: JSON, in vault: VaultAddress, doing: String) async throws -> JSON {
    guard let stored = try await client.json(.put, vault, "/secrets/\(name)", body: body, doing: doing) else {
      throw ProviderError(.notFound, "\(doing) failed: the vault \(vault.authority) does not know the path.")
    }
    return stored
  }

  /// Deletes every version and waits until that is done; it being gone already is success.
  func delete(_ name: String, in vault: VaultAddress, doing: String) async throws {
    guard try await client.json(.delete, vault, "/secrets/\(name)", doing: doing) != nil else { return }
    try await poll("/deletedsecrets/\(name)", in: vault, doing: doing)
  }

  /// Ends the retention of a deleted secret; it being gone already is success.
  func purge(_ name: String, in vault: VaultAddress, doing: String) async throws {
    _ = try await client.json(.delete, vault, "/deletedsecrets/\(name)", doing: doing)
  }

  /// What is known about a deleted secret; nil when there is none of the name.
  func deleted(_ name: String, in vault: VaultAddress, doing: String) async throws -> JSON? {
    try await client.json(.get, vault, "/deletedsecrets/\(name)", doing: doing)
  }

  /// Takes a deleted secret back and waits until that is done.
  func recover(_ name: String, in vault: VaultAddress, doing: String) async throws {
    guard try await client.json(.post, vault, "/deletedsecrets/\(name)/recover", doing: doing) != nil else { return }
    try await poll("/secrets/\(name)/", in: vault, doing: doing)
  }

  /// A vault answers before it is done: what it says it did shows after some seconds.
  ///
  /// An identity that may not look is taken at the vault's word.
  private func poll(_ path: String, in vault: VaultAddress, doing: String) async throws {
    for attempt in 0..<60 {
      let response = try await client.send(.get, vault, path, doing: doing)
      if response.isSuccess || response.status == 403 { return }
      guard response.status == 404 else {
        throw ProviderError(CloudError(response, now: clock.now()), doing: doing)
      }
      try await clock.sleep(attempt == 0 ? .milliseconds(500) : .seconds(2))
    }
    throw ProviderError(
      .timedOut, "\(doing) is still not done after two minutes.", hint: "Run the command again.",
      mayHaveChanged: true)
  }
}
