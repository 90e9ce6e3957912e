import CofreCatalog
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema
import CofreHTTP

/// How key vaults live, and live on after they were deleted.
struct VaultLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.vault, noun: "key vault", apiVersion: "2026-02-01", namespace: "Microsoft.KeyVault",
    segments: [("vaults", "vault_name")])

  func check(_ request: CheckRequest) throws -> CheckResult {
    var result = checked(request)
    result.violations += VaultRules.violations(in: result.inputs)
    return result
  }

  func diff(_ request: DiffRequest) throws -> Diff { try VaultRules.judge(schemaDiff(request), request) }

  /// What the script said, as the API takes it.
  ///
  /// Purge protection cannot be switched off, not even before it is on; how the vault is to be made is another matter.
  func body(for inputs: [String: Value]) -> JSON {
    var body = encoded(inputs)
    if body.value(at: ["properties", "enablePurgeProtection"]) != .bool(true) {
      body.set(["properties", "enablePurgeProtection"], to: nil)
    }
    body.set(["properties", "createMode"], to: nil)
    return body
  }

  /// Azure leaves the retention out when it is the usual one.
  func inputs(of resource: JSON) -> [String: Value] {
    var resource = resource
    if resource.value(at: ["properties", "softDeleteRetentionInDays"]) == nil {
      resource.set(["properties", "softDeleteRetentionInDays"], to: 90)
    }
    return decodedInputs(resource)
  }

  /// The address has a slash at its end in some answers and none in others.
  func outputs(of resource: JSON) -> [String: Value] {
    var resource = resource
    if let uri = resource.value(at: ["properties", "vaultUri"])?.stringValue, !uri.hasSuffix("/") {
      resource.set(["properties", "vaultUri"], to: .string(uri + "/"))
    }
    return decodedOutputs(resource)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    _ = try await claim(request, id)
    let body = body(for: request.inputs)
    if recovers(request.inputs), let deleted = try await deletedVault(id, request.inputs) {
      return try await recover(request, id, body, deleted)
    }
    do {
      let made = try await put(request, id, body)
      guard made.incompleteReasons.isEmpty, let settled = try await fetch(id) else { return made }
      // The first answer may have no address yet.
      return try result(settled, id)
    } catch let error as ProviderError where error.code == .tombstone {
      throw await tombstone(error, id, request.inputs)
    }
  }

  /// One that was recovered and not set up yet is there, and not complete.
  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    guard let existing = try await claim(request, id) else { return nil }
    var found = try await ready(existing, id)
    if OwnerTags(in: existing).isUnfinished {
      found.incompleteReasons.append("The recovered key vault '\(id.name)' has not been set up as declared yet.")
    }
    return found
  }

  private func recovers(_ inputs: [String: Value]) -> Bool {
    inputs["recover_soft_deleted"]?.boolValue == true
      || inputs["properties"]?["create_mode"]?.stringValue == "recover"
  }

  /// Takes a soft-deleted vault back, with what was in it, and then has it be as the script says.
  private func recover(
    _ request: CreateRequest, _ id: ResourceID, _ body: JSON, _ deleted: DeletedVault
  ) async throws -> ResourceResult {
    guard id.isSame(as: deleted.vaultID) else {
      throw ProviderError(
        .tombstone, "The deleted key vault '\(id.name)' is \(deleted.vaultID), and can be recovered only there.",
        hint: "Put it back into that resource group, purge it (\(deleted.purgeCommand)), or use another vault_name.")
    }
    var first: JSON = ["properties": ["createMode": "recover"]]
    first.set(["location"], to: body["location"])
    for member in ["tenantId", "sku"] {
      first.set(["properties", member], to: body.value(at: ["properties", member]))
    }
    first.set(["tags"], to: body["tags"])
    let recovered = try await put(request, id, first, owner: .unfinished(request.owner))
    guard recovered.incompleteReasons.isEmpty else { return recovered }
    do {
      return try await patch(
        id, body, OwnerTags(request.owner), doing: phrase("Setting up recovered", id), request.timeout)
    } catch let error as ProviderError {
      return ResourceResult(id: recovered.id, outputs: recovered.outputs, incompleteReasons: [error.message])
    }
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    var body = body(for: request.inputs)
    VaultRules.reset(&body, previously: self.body(for: request.oldInputs))
    return try await patch(id, body, OwnerTags(request.owner), doing: phrase("Updating", id), request.timeout)
  }

  /// A PATCH leaves alone what it does not mention: access policies that are managed elsewhere, for one.
  private func patch(
    _ id: ResourceID, _ body: JSON, _ owner: OwnerTags, doing: String, _ timeout: Duration?
  ) async throws -> ResourceResult {
    var body = body
    body.set(["location"], to: nil)
    body.set(["properties", "softDeleteRetentionInDays"], to: nil)
    body.set(["tags"], to: owner.added(to: body["tags"]))
    return try result(
      try await context.resourceManager.perform(
        ARMCall(
          .patch, id.description, apiVersion: kind.apiVersion, body: body, doing: doing, timeout: timeout,
          busyCodes: ["ConflictError"])), id)
  }

  func delete(_ request: DeleteRequest) async throws {
    try await remove(request)
    if request.inputs["purge_on_delete"]?.boolValue == true { try await purge(request) }
  }

  /// Ends the retention of the deleted vault; one with purge protection keeps it.
  private func purge(_ request: DeleteRequest) async throws {
    let id = try kind.id(parsing: request.id)
    guard let location = location(request.inputs) else { return }
    var wait = Backoff()
    // A vault that was just deleted takes a moment to show among the deleted ones; one that is not there after that has
    // been purged before.
    while try await context.resourceManager.get(
      DeletedVault.path(id, location), apiVersion: kind.apiVersion, doing: phrase("Purging", id)) == nil
    {
      guard wait.count < 3 else { return }
      try await context.clock.sleep(wait.next())
    }
    do {
      _ = try await context.resourceManager.perform(
        ARMCall(
          .post, DeletedVault.path(id, location) + "/purge", apiVersion: kind.apiVersion,
          doing: phrase("Purging", id), timeout: request.timeout))
    } catch let error as ProviderError where error.cloudCode == "MethodNotAllowed" {
      // Nobody can purge it, and it is deleted: there is nothing to repeat.
    } catch let error as ProviderError where error.code == .notFound {
      // Somebody else did.
    }
  }

  private func location(_ inputs: [String: Value]) -> String? {
    inputs["location"].map { Normalization.azureLocation.canonical($0) }?.stringValue
  }

  /// The soft-deleted vault of the name in the wanted region; nil when there is none, or when we may not look.
  private func deletedVault(_ id: ResourceID, _ inputs: [String: Value]) async throws -> DeletedVault? {
    guard let location = location(inputs) else { return nil }
    do {
      let body = try await context.resourceManager.get(
        DeletedVault.path(id, location), apiVersion: kind.apiVersion,
        doing: "Looking for a deleted key vault '\(id.name)'")
      return body.map { DeletedVault($0, name: id.name, location: location) }
    } catch let error as ProviderError where error.code == .denied {
      return nil
    }
  }

  /// The error with what we can learn about the vault that holds the name.
  private func tombstone(_ error: ProviderError, _ id: ResourceID, _ inputs: [String: Value]) async -> ProviderError {
    var error = error
    guard let deleted = try? await deletedVault(id, inputs) else {
      error.hint = """
        `az keyvault list-deleted` shows the deleted vaults. Recover it with recover_soft_deleted = true, purge it \
        with az keyvault purge --name \(id.name), or use another vault_name.
        """
      return error
    }
    error.message = """
      The name '\(id.name)' is held by a deleted key vault \
      (\(deleted.vaultID))\(deleted.scheduledPurge.map { " until \($0)" } ?? "")\
      \(deleted.hasPurgeProtection ? "; it has purge protection and cannot be purged before" : "").
      """
    let purge = deleted.hasPurgeProtection ? "" : " Or purge it, with everything in it: \(deleted.purgeCommand)"
    error.hint = """
      To take it back with what was in it, add recover_soft_deleted = true to the properties, or use another \
      vault_name.\(purge)
      """
    return error
  }
}
