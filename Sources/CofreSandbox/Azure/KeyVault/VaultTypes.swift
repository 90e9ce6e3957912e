import CofreJSON

/// The types of `Microsoft.KeyVault`, by the path.
struct VaultTypes {
  let request: ManagerRequest

  init(_ request: ManagerRequest) { self.request = request }

  var vaults: Vaults { Vaults(request.call) }

  func respond() throws -> SandboxResponse {
    let tail = request.path.tail
    guard request.path.group != nil else { return try respondForSubscription(tail) }
    guard tail.first == "vaults" else { throw request.unknownPath }
    if tail.count == 1 {
      return request.list(
        request.store.records(Vaults.table).map(\.record).filter { $0.string("_group") == request.path.lower[3] }
          .map { shown($0) })
    }
    if tail.count == 2 { return try vault(key: tail[1], name: request.path.sentTail[1]) }
    guard let record = request.store[Vaults.table, tail[1]], record.string("_group") == request.path.lower[3] else {
      throw request.parentNotFound(request.path.sentTail[1])
    }
    switch tail[2] {
    case "accesspolicies" where tail.count == 4: return try accessPolicies(record, tail[3])
    case "secrets": return try secrets(record)
    case "privateendpointconnections": return try connections(record)
    default:
      if request.method == "DELETE" { throw disallowed(tail[2]) }
      throw request.unknownPath
    }
  }

  private func respondForSubscription(_ tail: [String]) throws -> SandboxResponse {
    switch (request.method, tail.count, tail[0]) {
    case ("GET", 1, "vaults"): return request.list(request.store.records(Vaults.table).map { shown($0.record) })
    case ("POST", 1, "checknameavailability"): return try checkNameAvailability()
    case ("GET", 1, "deletedvaults"):
      return request.list(request.store.records(Vaults.deletedTable).map { deleted($0.record) })
    case (_, 4..., "locations") where tail[2] == "deletedvaults": return try deletedVault(tail)
    case ("GET", 4, "locations") where tail[2] == "operationresults": return try purgeResult()
    default: throw request.unknownPath
    }
  }

  private func vault(key: String, name: String) throws -> SandboxResponse {
    let group = request.path.lower[3]
    let isThere = request.store[Vaults.table, key]?.string("_group") == group
    switch request.method {
    case "PUT": return try putVault(key, name)
    case "GET":
      guard isThere, let record = request.transitions.look(Vaults.table, key) else {
        throw request.notFound("Microsoft.KeyVault/vaults", name)
      }
      let headers = AzureTransitions.isOnItsWay(record) ? [("Retry-After", "0")] : []
      return SandboxResponse(json: .object(shown(record)), headers: headers)
    case "PATCH":
      guard isThere, let record = request.store[Vaults.table, key] else {
        throw request.notFound("Microsoft.KeyVault/vaults", name)
      }
      return try patchVault(key, record)
    case "DELETE":
      guard isThere, let record = request.store[Vaults.table, key] else { return SandboxResponse(status: 204) }
      request.call.operation.name = "azure.keyvault.Vaults.Delete"
      vaults.softDelete(record)
      return SandboxResponse(status: 200)
    default: throw request.methodNotAllowed
    }
  }

  /// A vault as clients see it; its address ends with a slash but for the very first answer.
  func shown(_ record: JSONObject, isFirst: Bool = false) -> JSONObject {
    var output = record.withoutNotes
    output.edit("properties") { properties in
      properties["vaultUri"] = .string(vaults.uri(record.string("name") ?? "") + (isFirst ? "" : "/"))
      let connections = record.array("_connections").map { JSON.object(connection($0, of: record, isFull: false)) }
      if !connections.isEmpty { properties["privateEndpointConnections"] = .array(connections) }
    }
    return output
  }

  /// The service's word for a deletion that the resource manager does not do.
  func disallowed(_ type: String) -> AzureError {
    AzureError(
      400, "DisallowedResourceOperation",
      "The operation 'delete' on resource type 'vaults/\(type)' is disallowed.")
  }

  private func checkNameAvailability() throws -> SandboxResponse {
    let body = try request.body()
    guard let name = body.string("name"), body.string("type")?.lowercased() == "microsoft.keyvault/vaults" else {
      throw AzureError.badRequest("The name and the type 'Microsoft.KeyVault/vaults' are required.")
    }
    guard VaultProperties.isName(name) else {
      return SandboxResponse(json: [
        "nameAvailable": false, "reason": "AccountNameInvalid",
        "message": .string(VaultProperties.nameRule(name).message),
      ])
    }
    let key = name.lowercased()
    guard request.store[Vaults.table, key] == nil, request.store[Vaults.deletedTable, key] == nil else {
      return SandboxResponse(json: [
        "nameAvailable": false, "reason": "AlreadyExists",
        "message": .string("The vault name '\(name)' is already in use."),
      ])
    }
    return SandboxResponse(json: ["nameAvailable": true])
  }
}
