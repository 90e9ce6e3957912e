import CofreJSON

extension NetworkTypes {
  func endpoint() throws -> SandboxResponse {
    switch request.method {
    case "GET": return try get(Self.endpoints, type: "privateEndpoints")
    case "PUT": return try putEndpoint()
    case "DELETE":
      request.call.operation.name = "azure.network.PrivateEndpoints.Delete"
      return startDeletion(Self.endpoints)
    default: throw request.methodNotAllowed
    }
  }

  private func putEndpoint() throws -> SandboxResponse {
    request.call.operation.name = "azure.network.PrivateEndpoints.CreateOrUpdate"
    let name = request.path.sentTail[1]
    try checkName(name, 2...64)
    let body = try request.body()
    let existing = request.store[Self.endpoints, key]
    try checkIsIdle(existing)
    var record = try base(Self.endpoints, type: "privateEndpoints", name: name, body: body)
    let given = body.object("properties") ?? [:]
    let subnet = try subnetID(given, of: record)
    let id = record.string("id") ?? ""
    let former = existing?.object("properties")
    if let former, former["subnet"]?["id"]?.stringValue?.lowercased() != subnet.lowercased() {
      throw AzureError(
        400, "PrivateEndpointPropertiesCannotBeChanged", "The subnet of private endpoint \(id) cannot be changed.")
    }
    record["tags"] = try request.tags(body)
    var properties: JSONObject = ["subnet": ["id": .string(subnet)]]
    properties["resourceGuid"] = former?["resourceGuid"] ?? .string(RandomText.uuid())
    for member in ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] {
      let isManual = member.hasPrefix("manual")
      properties[member] = .array(
        try given.array(member).map { .object(try link($0.objectValue ?? [:], record, isManual: isManual, former)) })
    }
    let count = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"]
      .reduce(0) { $0 + properties.array($1).count }
    guard count == 1 else { throw cannotParse }
    properties["customNetworkInterfaceName"] = given["customNetworkInterfaceName"] ?? ""
    properties["ipConfigurations"] = given["ipConfigurations"] ?? []
    let nic = "\(name).nic.\(properties.string("resourceGuid") ?? "")"
    let groupID = id.components(before: "/privateEndpoints/")
    properties["networkInterfaces"] = [["id": .string("\(groupID)/networkInterfaces/\(nic)")]]
    properties["customDnsConfigs"] = given["customDnsConfigs"] ?? []
    record["properties"] = .object(properties)
    return save(record, Self.endpoints, isNew: existing == nil)
  }

  private var cannotParse: AzureError { AzureError(400, "InvalidRequestFormat", "Cannot parse the request.") }

  private func invalidReference(_ id: String, by user: String) -> AzureError {
    AzureError(
      400, "InvalidResourceReference",
      "Resource \(id) referenced by resource \(user) was not found. Please make sure that the referenced resource exists, and "
        + "that both resources are in the same region.")
  }

  private func notProvisioned(_ id: String, by user: String) -> AzureError {
    .passing(
      409, "ReferencedResourceNotProvisioned",
      "Cannot proceed with operation because resource \(id) used by resource \(user) is not in Succeeded state.")
  }

  /// The subnet of the endpoint, which must be there, ready, and in the endpoint's region.
  private func subnetID(_ given: JSONObject, of record: JSONObject) throws -> String {
    let id = record.string("id") ?? ""
    guard let subnet = given.object("subnet")?.string("id") else { throw cannotParse }
    let found = request.store.records(Self.subnets).first {
      $0.record.string("id")?.lowercased() == subnet.lowercased()
    }
    guard let found else {
      if request.call.sandbox.options.acceptsPlaceholders { return subnet }
      throw invalidReference(subnet, by: id)
    }
    let network = request.store[Self.networks, found.key.split(separator: "/").dropLast().joined(separator: "/")]
    guard network?.string("location") == record.string("location") else { throw invalidReference(subnet, by: id) }
    guard !AzureTransitions.isOnItsWay(found.record), !AzureTransitions.isOnItsWay(network ?? [:]) else {
      throw notProvisioned(subnet, by: id)
    }
    return found.record.string("id") ?? subnet
  }

  /// A connection to a vault.
  ///
  /// The state in the request is not read: the service approves, or waits for the owner.
  private func link(
    _ given: JSONObject, _ endpoint: JSONObject, isManual: Bool, _ former: JSONObject?
  ) throws -> JSONObject {
    let id = endpoint.string("id") ?? ""
    guard let name = given.string("name"), !name.isEmpty, let wanted = given.object("properties"),
      let target = wanted.string("privateLinkServiceId")
    else { throw cannotParse }
    guard let (vaultKey, vault) = Vaults(request.call).vault(id: target) else { throw invalidReference(target, by: id) }
    guard !AzureTransitions.isOnItsWay(vault) else { throw notProvisioned(target, by: id) }
    let groups = wanted.array("groupIds")
    guard groups.count == 1, groups[0].stringValue?.lowercased() == "vault" else {
      throw AzureError(
        400, "PrivateLinkServiceGroupIdNotSupported",
        "The group ids of a connection to \(target) must be [\"vault\"].")
    }
    guard (wanted.string("requestMessage") ?? "").count <= 140 else { throw cannotParse }
    let status = connect(endpoint, name: name, to: vault, vaultKey, isManual: isManual)
    var properties: JSONObject = ["provisioningState": "Succeeded", "privateLinkServiceId": .string(target)]
    properties["groupIds"] = .array(groups)
    properties["requestMessage"] = wanted["requestMessage"]
    properties["privateLinkServiceConnectionState"] = status
    let member = isManual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections"
    return [
      "name": .string(name), "id": .string("\(id)/\(member)/\(name)"),
      "etag": .string("W/\"\(RandomText.uuid())\""), "type": .string("Microsoft.Network/privateEndpoints/\(member)"),
      "properties": .object(properties),
    ]
  }

  /// Puts the connection on the vault, unless it is there; returns its state.
  private func connect(
    _ endpoint: JSONObject, name: String, to vault: JSONObject, _ vaultKey: String, isManual: Bool
  ) -> JSON {
    let id = endpoint.string("id") ?? ""
    var connections = vault.array("_connections")
    if let mine = connections.first(where: { $0["endpoint"]?.stringValue?.lowercased() == id.lowercased() }) {
      return state(mine["status"]?.stringValue ?? "", mine["description"]?.stringValue ?? "")
    }
    let isTaken = connections.contains { $0["name"]?.stringValue?.lowercased() == name.lowercased() }
    let status = isManual ? "Pending" : "Approved"
    connections.append([
      "name": .string(isTaken ? "\(endpoint.string("name") ?? "").\(RandomText.uuid())" : name),
      "endpoint": .string(id),
      "status": .string(status), "description": "", "state": "Succeeded", "etag": .string("\"\(RandomText.uuid())\""),
    ])
    var changed = vault
    changed["_connections"] = .array(connections)
    request.store[Vaults.table, vaultKey] = changed
    return state(status, "")
  }

  private func state(_ status: String, _ description: String) -> JSON {
    ["status": .string(status), "description": .string(description), "actionsRequired": "None"]
  }
}

extension String {
  /// What stands before the first occurrence of a text; all of it when there is none.
  fileprivate func components(before separator: String) -> String {
    firstRange(of: separator).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
