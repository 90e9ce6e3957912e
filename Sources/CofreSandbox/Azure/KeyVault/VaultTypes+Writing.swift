import CofreJSON

extension VaultTypes {
  func putVault(_ key: String, _ name: String) throws -> SandboxResponse {
    request.call.operation.name = "azure.keyvault.Vaults.CreateOrUpdate"
    try request.checkIsRegistered("Microsoft.KeyVault")
    let group = try request.group()
    let body = try request.body()
    guard VaultProperties.isName(name) else { throw VaultProperties.nameRule(name) }
    let location = try request.location(body)
    guard let given = body.object("properties") else {
      throw AzureError.badRequest("The parameter properties is not specified.")
    }
    let isRecovery = given.string("createMode")?.lowercased() == "recover"
    let existing = request.store[Vaults.table, key]
    if let existing {
      try checkPlace(existing, name, location)
    } else if request.store[Vaults.deletedTable, key] != nil {
      guard isRecovery else {
        throw AzureError(
          409, "ConflictError",
          "A vault with the same name already exists in deleted state. You need to either recover or purge existing key "
            + "vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete."
        )
      }
      return try recoverVault(key, name, location)
    } else if isRecovery {
      throw AzureError(404, "DeletedVaultNotFound", "The specified deleted vault '\(name)' does not exist.")
    }
    var record: JSONObject =
      existing ?? [
        "id": .string("\(group.string("id") ?? "")/providers/Microsoft.KeyVault/vaults/\(name)"), "name": .string(name),
        "type": "Microsoft.KeyVault/vaults", "location": .string(location), "_group": .string(request.path.lower[3]),
        "systemData": [
          "createdBy": .string(request.call.identity.azureClientID), "createdByType": "Application",
          "createdAt": .string(request.call.now.rfc3339),
        ],
      ]
    record["tags"] = try request.tags(body) ?? [:]
    var properties = VaultProperties(
      current: existing?.object("properties"), apiVersion: request.apiVersion,
      acceptsPlaceholders: request.call.sandbox.options.acceptsPlaceholders)
    try properties.replace(with: given)
    record["properties"] = .object(properties.json)
    stamp(&record)
    if existing == nil { request.transitions.begin(&record, state: "RegisteringDns") }
    request.store[Vaults.table, key] = record
    return SandboxResponse(
      json: .object(shown(record, isFirst: existing == nil)), headers: existing == nil ? [("Retry-After", "0")] : [])
  }

  func patchVault(_ key: String, _ existing: JSONObject) throws -> SandboxResponse {
    request.call.operation.name = "azure.keyvault.Vaults.Update"
    let body = try request.body()
    var record = existing
    if let tags = try request.tags(body) { record["tags"] = tags }
    if let given = body.object("properties") {
      var properties = VaultProperties(
        current: existing.object("properties"), apiVersion: request.apiVersion,
        acceptsPlaceholders: request.call.sandbox.options.acceptsPlaceholders)
      try properties.update(with: given)
      record["properties"] = .object(properties.json)
    }
    stamp(&record)
    request.store[Vaults.table, key] = record
    return SandboxResponse(json: .object(shown(record)))
  }

  func accessPolicies(_ vault: JSONObject, _ operation: String) throws -> SandboxResponse {
    guard request.method == "PUT", ["add", "replace", "remove"].contains(operation) else { throw request.unknownPath }
    request.call.operation.name = "azure.keyvault.Vaults.UpdateAccessPolicy"
    guard let given = try request.body().object("properties") else {
      throw AzureError.badRequest("The parameter properties is not specified.")
    }
    var properties = VaultProperties(
      current: vault.object("properties"), apiVersion: request.apiVersion,
      acceptsPlaceholders: request.call.sandbox.options.acceptsPlaceholders)
    try properties.changePolicies(given.array("accessPolicies"), operation)
    var record = vault
    record["properties"] = .object(properties.json)
    stamp(&record)
    request.store[Vaults.table, (vault.string("name") ?? "").lowercased()] = record
    return SandboxResponse(
      status: 201,
      json: [
        "id": .string("\(vault.string("id") ?? "")/accessPolicies/"),
        "type": "Microsoft.KeyVault/vaults/accessPolicies",
        "location": vault["location"] ?? nil, "properties": ["accessPolicies": properties.json["accessPolicies"] ?? []],
      ])
  }

  private func stamp(_ record: inout JSONObject) {
    record.edit("systemData") { data in
      data["lastModifiedBy"] = .string(request.call.identity.azureClientID)
      data["lastModifiedByType"] = "Application"
      data["lastModifiedAt"] = .string(request.call.now.rfc3339)
    }
  }

  /// A vault's name is taken in the whole cloud, and a vault never moves.
  private func checkPlace(_ existing: JSONObject, _ name: String, _ location: String) throws {
    guard existing.string("_group") == request.path.lower[3] else {
      throw AzureError(
        409, "VaultAlreadyExists",
        "The vault name '\(name)' is already in use. Vault names are globally unique so it is possible that the name is "
          + "already taken. If you are sure that the vault name was not taken then it is possible that a vault with the "
          + "same name was recently deleted but not purged after being placed in a recoverable state.")
    }
    guard existing.string("location") == location else {
      throw AzureError(
        409, "InvalidResourceLocation",
        "The resource '\(name)' already exists in location '\(existing.string("location") ?? "")' in resource group "
          + "'\(request.path.group ?? "")'. A resource with the same name cannot be created in location '\(location)'. "
          + "Please select a new resource name.")
    }
  }

  private func recoverVault(_ key: String, _ name: String, _ location: String) throws -> SandboxResponse {
    guard let deleted = request.store[Vaults.deletedTable, key] else {
      throw request.notFound("Microsoft.KeyVault/vaults", name)
    }
    try checkPlace(deleted, name, location)
    guard let record = vaults.recover(key) else { throw request.notFound("Microsoft.KeyVault/vaults", name) }
    return SandboxResponse(json: .object(shown(record)))
  }
}
