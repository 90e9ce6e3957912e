import CofreJSON

/// Private endpoint connections, from the vault's side.
///
/// None can be made here: a private endpoint makes it.
extension VaultTypes {
  func connections(_ vault: JSONObject) throws -> SandboxResponse {
    let tail = request.path.tail
    let all = vault.array("_connections")
    guard tail.count > 3 else {
      guard request.method == "GET" else { throw request.methodNotAllowed }
      return SandboxResponse(json: ["value": .array(all.map { .object(connection($0, of: vault, isFull: true)) })])
    }
    let name = request.path.sentTail[3]
    guard let index = all.firstIndex(where: { $0["name"]?.stringValue?.lowercased() == name.lowercased() }),
      let entry = all[index].objectValue
    else {
      if request.method == "DELETE" { return SandboxResponse(status: 204) }
      throw request.notFound("Microsoft.KeyVault/vaults/privateEndpointConnections", name)
    }
    switch request.method {
    case "GET":
      var seen = entry
      seen["state"] = "Succeeded"
      save(vault) { $0[index] = .object(seen) }
      return SandboxResponse(json: .object(connection(.object(entry), of: vault, isFull: true)))
    case "PUT": return try decide(vault, entry, index)
    case "DELETE":
      request.call.operation.name = "azure.keyvault.PrivateEndpointConnections.Delete"
      save(vault) { $0.remove(at: index) }
      vaults.setStatus("Disconnected", ofEndpoint: entry.string("endpoint") ?? "")
      let operation = request.transitions.operation(on: "azure.connections", "\(vault.string("name") ?? "")/\(name)")
      let url =
        "\(request.baseURL)\(request.subscriptionID)/operationresults/\(operation)?api-version=\(request.apiVersion)"
      return SandboxResponse(status: 202, headers: [("Location", url), ("Retry-After", "0")])
    default: throw request.methodNotAllowed
    }
  }

  /// Approves or rejects.
  private func decide(_ vault: JSONObject, _ entry: JSONObject, _ index: Int) throws -> SandboxResponse {
    request.call.operation.name = "azure.keyvault.PrivateEndpointConnections.Put"
    let given = try request.body().object("properties")?.object("privateLinkServiceConnectionState") ?? [:]
    guard let status = given.string("status"), ["Approved", "Rejected", "Pending", "Disconnected"].contains(status)
    else {
      throw AzureError.badRequest("The status of a private endpoint connection must be Approved or Rejected.")
    }
    var changed = entry
    changed["status"] = .string(status)
    changed["description"] = given["description"] ?? ""
    changed["state"] = "Updating"
    save(vault) { $0[index] = .object(changed) }
    vaults.setStatus(
      status, description: given.string("description") ?? "", ofEndpoint: entry.string("endpoint") ?? "")
    let url =
      "\(request.baseURL)\(request.call.request.path)?api-version=\(request.apiVersion)&kv-operation=\(RandomText.uuid())"
    return SandboxResponse(
      json: .object(connection(.object(changed), of: vault, isFull: true)),
      headers: [("Azure-AsyncOperation", url), ("Retry-After", "0")])
  }

  private func save(_ vault: JSONObject, _ change: (inout [JSON]) -> Void) {
    var (record, all) = (vault, vault.array("_connections"))
    change(&all)
    record["_connections"] = .array(all)
    request.store[Vaults.table, (vault.string("name") ?? "").lowercased()] = record
  }

  /// A connection as clients see it, in full or as in the vault's own properties.
  func connection(_ entry: JSON, of vault: JSONObject, isFull: Bool) -> JSONObject {
    let name = entry["name"]?.stringValue ?? ""
    var output: JSONObject = ["id": .string("\(vault.string("id") ?? "")/privateEndpointConnections/\(name)")]
    if isFull {
      output["name"] = .string(name)
      output["type"] = "Microsoft.KeyVault/vaults/privateEndpointConnections"
      output["location"] = vault["location"]
      output["etag"] = entry["etag"]
    }
    output["properties"] = [
      "provisioningState": entry["state"] ?? "Succeeded", "privateEndpoint": ["id": entry["endpoint"] ?? nil],
      "privateLinkServiceConnectionState": [
        "status": entry["status"] ?? "Pending", "description": entry["description"] ?? "", "actionsRequired": "None",
      ],
    ]
    return output
  }
}
