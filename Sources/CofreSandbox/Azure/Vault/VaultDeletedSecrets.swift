import CofreJSON

/// Deleted secrets: for a moment after the deletion they cannot be seen, then they can be recovered or purged.
struct VaultDeletedSecrets {
  let call: Call
  let secrets: VaultSecrets
  let access: VaultAccess

  private var operations: VaultSecretOperations {
    VaultSecretOperations(call: call, secrets: secrets, access: access)
  }

  func respond() throws -> SandboxResponse {
    let (method, segments) = (call.request.method, call.request.segments)
    switch (method, segments.count) {
    case ("GET", 1):
      try access.require("list", action: "readMetadata/action")
      return try operations.list(secrets.allDeleted.filter(secrets.isSettled).map(operations.deletedBundle))
    case ("GET", 2): return try get(segments[1])
    case ("DELETE", 2): return try purge(segments[1])
    case ("POST", 3) where segments[2].lowercased() == "recover": return try recover(segments[1])
    default: throw operations.unknown
    }
  }

  private func get(_ name: String) throws -> SandboxResponse {
    try access.require("get", action: "readMetadata/action", secret: name)
    var secret = try deleted(name)
    guard secrets.isSettled(secret) else {
      secret["_settles"] = nil
      call.store[VaultSecrets.deletedTable, secrets.key(name)] = secret
      return notFound(name).response
    }
    return SandboxResponse(json: .object(operations.deletedBundle(secret)))
  }

  private func recover(_ name: String) throws -> SandboxResponse {
    try access.require("recover", action: "recover/action", secret: name)
    call.operation.name = "azure.vault.RecoverDeletedSecret"
    var secret = try deleted(name)
    guard secrets.isSettled(secret) else { throw VaultSecrets.isBeingDeleted(name) }
    for note in ["_deletedDate", "_scheduledPurgeDate"] { secret[note] = nil }
    secret["_settles"] = secrets.settling
    call.store[VaultSecrets.deletedTable, secrets.key(name)] = nil
    call.store[VaultSecrets.table, secrets.key(name)] = secret
    return SandboxResponse(json: .object(operations.bundle(secret, secrets.current(secret), withValue: false)))
  }

  private func purge(_ name: String) throws -> SandboxResponse {
    try access.require("purge", action: "purge/action", secret: name)
    call.operation.name = "azure.vault.PurgeDeletedSecret"
    let secret = try deleted(name)
    guard !Vaults.isPurgeProtected(secrets.vault) else {
      throw AzureError(
        403, "Forbidden",
        "Operation \"purge\" is not allowed because purge protection is enabled for this vault. Key Vault service will "
          + "automatically purge it after the retention period has passed.", inner: "ForbiddenByPolicy")
    }
    guard secrets.isSettled(secret) else { throw VaultSecrets.isBeingDeleted(name) }
    call.store[VaultSecrets.deletedTable, secrets.key(name)] = nil
    call.store[VaultSecrets.purgedTable, secrets.key(name)] = ["_settles": secrets.settling]
    return SandboxResponse(status: 204)
  }

  private func deleted(_ name: String) throws -> JSONObject {
    guard let secret = call.store[VaultSecrets.deletedTable, secrets.key(name)] else { throw notFound(name) }
    return secret
  }

  private func notFound(_ name: String) -> AzureError {
    AzureError(
      404, "SecretNotFound",
      "Deleted Secret not found: \(name). For help resolving this issue, please see "
        + "https://go.microsoft.com/fwlink/?linkid=2125182")
  }
}
