import CofreJSON

extension VaultTypes {
  /// `…/locations/{location}/deletedVaults/{name}` and `…/purge`.
  func deletedVault(_ tail: [String]) throws -> SandboxResponse {
    let (location, key) = (AzureText.location(tail[1]), tail[3])
    guard let record = request.store[Vaults.deletedTable, key], record.string("location") == location else {
      throw AzureError(404, "DeletedVaultNotFound", "The specified deleted vault '\(key)' does not exist.")
    }
    switch (request.method, tail.count > 4 ? tail[4] : nil) {
    case ("GET", nil): return SandboxResponse(json: .object(deleted(record)))
    case ("POST", "purge"):
      request.call.operation.name = "azure.keyvault.Vaults.PurgeDeleted"
      guard !Vaults.isPurgeProtected(record) else {
        throw AzureError(405, "MethodNotAllowed", "Operation 'DeletedVaultPurge' is not allowed.")
      }
      vaults.purge(key)
      let url =
        "\(request.baseURL)\(request.subscriptionID)/providers/Microsoft.KeyVault/locations/\(location)"
        + "/operationResults/\(RandomText.uuid())?api-version=\(request.apiVersion)"
      return SandboxResponse(status: 202, headers: [("Location", url)])
    default: throw request.methodNotAllowed
    }
  }

  /// The result of a purge, which is over as soon as it was asked for.
  func purgeResult() throws -> SandboxResponse {
    let time = JSON.string(request.call.now.rfc3339InSeconds)
    return SandboxResponse(json: ["createdDateTime": time, "lastActionDateTime": time, "status": "Succeeded"])
  }

  /// A deleted vault as clients see it.
  func deleted(_ record: JSONObject) -> JSONObject {
    let (name, location) = (record.string("name") ?? "", record.string("location") ?? "")
    var properties: JSONObject = ["vaultId": record["id"] ?? nil, "location": .string(location)]
    properties["tags"] = record["tags"] ?? [:]
    properties["deletionDate"] = record["_deletionDate"]
    properties["scheduledPurgeDate"] = record["_scheduledPurgeDate"]
    if Vaults.isPurgeProtected(record) { properties["purgeProtectionEnabled"] = true }
    return [
      "id": .string(
        "\(request.subscriptionID)/providers/Microsoft.KeyVault/locations/\(location)/deletedVaults/\(name)"),
      "name": .string(name), "type": "Microsoft.KeyVault/deletedVaults", "properties": .object(properties),
    ]
  }
}
