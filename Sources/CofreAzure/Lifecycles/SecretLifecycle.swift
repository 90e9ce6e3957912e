import CofreCatalog
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// How secrets live.
///
/// Made and changed by Azure Resource Manager, which needs no right to the contents of the vault; deleted by the vault
/// itself, for Azure Resource Manager cannot.
struct SecretLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.secret, noun: "secret", apiVersion: "2026-02-01", namespace: "Microsoft.KeyVault",
    segments: [("vaults", "vault_name"), ("secrets", "secret_name")])

  /// Also takes over a secret that carries the tag of this very resource: it was counted as deleted with its vault, and
  /// the vault is still there.
  func claim(_ request: CreateRequest, _ id: ResourceID) async throws -> JSON? {
    guard let existing = try await fetch(id) else { return nil }
    let tags = OwnerTags(in: existing)
    guard tags.isSameOperation(as: request.owner) || tags.isSameResource(as: request.owner.urn) else {
      throw alreadyExists(id, existing, request.owner.urn)
    }
    return existing
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    guard let existing = try await fetch(id) else { return nil }
    let tags = OwnerTags(in: existing)
    // An older secret of ours has not got this step's value.
    if tags.isSameResource(as: request.owner.urn), !tags.isSameOperation(as: request.owner) { return nil }
    guard tags.isSameOperation(as: request.owner) else { throw alreadyExists(id, existing, request.owner.urn) }
    return try result(existing, id)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    _ = try await claim(request, id)
    let body = body(for: request.inputs)
    do {
      return try await guarding(value(in: request.inputs)) { try await put(request, id, body) }
    } catch let error as ProviderError where error.code == .tombstone {
      guard request.inputs["recover_soft_deleted"]?.boolValue == true else { throw await tombstone(error, id) }
      try await context.secrets.recover(id.name, in: try await vault(of: id, [:]), doing: phrase("Recovering", id))
      return try await guarding(value(in: request.inputs)) { try await put(request, id, body) }
    }
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    let body = body(for: request.inputs)
    let changesValue = request.diff.changes.contains { $0.path.description == "properties.value" }
    // A PATCH cannot take an expiry or a content type away: that takes a new version, and a version takes a value.
    let removals = request.diff.changes.filter { $0.new == nil && $0.path.root == "properties" }
    if !changesValue, removals.isEmpty {
      var metadata = body
      metadata.set(["properties", "value"], to: nil)
      return try await write(.patch, request, id, metadata)
    }
    guard body.value(at: ["properties", "value"]) != nil else {
      throw ProviderError(
        .invalid,
        """
        Taking \(removals.map { "'\($0.path)'" }.joined(separator: ", ")) away from secret '\(id.name)' makes a new \
        version, and its value is not known here because its changes are ignored.
        """, hint: "Put it back, or take properties.value out of ignore_changes for this run.")
    }
    return try await guarding(value(in: request.inputs)) { try await write(.put, request, id, body) }
  }

  /// Deletes the secret, unless its vault or resource group goes in the same run and takes it along.
  func delete(_ request: DeleteRequest) async throws {
    let id = try kind.id(parsing: request.id)
    let containers = Set([id.parent?.key, id.parent?.parent?.key])
    if request.alsoDeleting.contains(where: { containers.contains($0.lowercased()) }) { return }
    guard let vault = try await existingVault(of: id, request.outputs) else { return }
    do {
      try await context.secrets.delete(id.name, in: vault, doing: phrase("Deleting", id))
      if request.inputs["purge_on_delete"]?.boolValue == true {
        try await context.secrets.purge(id.name, in: vault, doing: phrase("Purging", id))
      }
    } catch var error as ProviderError where error.code == .denied {
      error.message += error.message.hasSuffix(".") ? "" : "."
      error.message += """
         Only the vault itself can delete a secret, and the identity has no right to its contents: that is another \
        right than the one to make secrets.
        """
      error.hint = """
        Give the identity the role Key Vault Secrets Officer or an access policy with secrets = { "get", "delete" }. \
        To leave the secret in the vault, add the option retain_on_delete = true.
        """
      throw error
    }
  }

  /// The vault's address: from what was recorded, or from the vault; nil when the vault is gone.
  func existingVault(of id: ResourceID, _ outputs: [String: Value]) async throws -> VaultAddress? {
    if let uri = outputs["properties"]?["secret_uri"]?.stringValue { return try context.vault(at: uri) }
    guard let parent = id.parent else { return nil }
    let vault = try await context.resourceManager.get(
      parent.description, apiVersion: kind.apiVersion, doing: "Reading key vault '\(parent.name)'")
    guard let uri = vault?.value(at: ["properties", "vaultUri"])?.stringValue else { return nil }
    return try context.vault(at: uri)
  }

  func vault(of id: ResourceID, _ outputs: [String: Value]) async throws -> VaultAddress {
    guard let vault = try await existingVault(of: id, outputs) else {
      throw ProviderError(.notFound, "The key vault of secret '\(id.name)' is gone.", hint: "Run `cofre refresh`.")
    }
    return vault
  }

  private func tombstone(_ error: ProviderError, _ id: ResourceID) async -> ProviderError {
    var error = error
    let vaultName = id.parent?.name ?? ""
    var until = ""
    if let vault = try? await vault(of: id, [:]),
      let deleted = try? await context.secrets.deleted(id.name, in: vault, doing: phrase("Reading deleted", id)),
      let seconds = deleted["scheduledPurgeDate"]?.integerValue
    {
      until = " until \(UTCTime(secondsSince1970: seconds).extended)"
    }
    error.message = "The name '\(id.name)' is held by a deleted secret of key vault '\(vaultName)'\(until)."
    error.hint = """
      To take it back and give it the new value, add recover_soft_deleted = true to the properties, or use another \
      secret_name. Or purge it: az keyvault secret purge --vault-name \(vaultName) --name \(id.name)
      """
    return error
  }

  private func value(in inputs: [String: Value]) -> Sensitive? {
    guard case .sensitive(let value)? = inputs["properties"]?["value"] else { return nil }
    return value
  }

  /// Keeps the value out of an error, should Azure ever repeat it.
  func guarding<Result>(_ value: Sensitive?, _ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch var error as ProviderError {
      if let text = value?.revealString(for: .hiding), text.count >= 4,
        error.message.prefixBefore(text).count < error.message.count
      {
        error.message = error.message.prefixBefore(text) + "[sensitive] (the rest of Azure's message is left out)"
      }
      throw error
    }
  }
}
