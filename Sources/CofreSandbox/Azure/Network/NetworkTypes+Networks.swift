import CofreJSON

extension NetworkTypes {
  func network() throws -> SandboxResponse {
    switch request.method {
    case "GET": return try get(Self.networks, type: "virtualNetworks")
    case "PUT": return try putNetwork()
    case "PATCH":
      guard var record = request.store[Self.networks, key] else {
        throw request.notFound("Microsoft.Network/virtualNetworks", request.path.sentTail[1])
      }
      request.call.operation.name = "azure.network.VirtualNetworks.UpdateTags"
      record["tags"] = try request.tags(request.body())
      request.store[Self.networks, key] = record
      return SandboxResponse(json: .object(networkShown(record)))
    case "DELETE":
      request.call.operation.name = "azure.network.VirtualNetworks.Delete"
      for subnet in subnetRecords(of: key) { try checkIsUnused(subnet) }
      return startDeletion(Self.networks)
    default: throw request.methodNotAllowed
    }
  }

  /// A PUT says all: subnets that are not in it are removed.
  private func putNetwork() throws -> SandboxResponse {
    request.call.operation.name = "azure.network.VirtualNetworks.CreateOrUpdate"
    let name = request.path.sentTail[1]
    try checkName(name, 2...64)
    let body = try request.body()
    let existing = request.store[Self.networks, key]
    try checkIsIdle(existing)
    var record = try base(Self.networks, type: "virtualNetworks", name: name, body: body)
    let given = body.object("properties") ?? [:]
    let prefixes = given.object("addressSpace")?.array("addressPrefixes").compactMap(\.stringValue) ?? []
    guard !prefixes.isEmpty else {
      throw AzureError(
        400, "InvalidRequestFormat", "Cannot parse the request. A virtual network needs address prefixes.")
    }
    for prefix in prefixes where AddressRange(prefix) == nil {
      throw AzureError(
        400, "InvalidCIDRNotation",
        "The address prefix \(prefix) in resource \(record.string("id") ?? "") has an invalid CIDR "
          + "notation. For the given prefix length, the address prefix should start at its first address.")
    }
    record["tags"] = try request.tags(body)
    var properties: JSONObject = given
    properties["subnets"] = nil
    properties["resourceGuid"] = record["properties"]?["resourceGuid"] ?? .string(RandomText.uuid())
    properties["enableDdosProtection"] = given["enableDdosProtection"] ?? false
    properties["virtualNetworkPeerings"] = given["virtualNetworkPeerings"] ?? []
    record["properties"] = .object(properties)
    let response = save(record, Self.networks, isNew: existing == nil)
    try replaceSubnets(given.array("subnets"), of: record)
    return request.store[Self.networks, key].map {
      SandboxResponse(
        status: response.status, headers: response.headers, body: JSON.object(networkShown($0)).serialized())
    } ?? response
  }

  private func replaceSubnets(_ given: [JSON], of network: JSONObject) throws {
    let wanted = given.compactMap(\.objectValue)
    for (subnetKey, subnet) in request.store.records(Self.subnets, prefix: key + "/")
    where !wanted.contains(where: { $0.string("name")?.lowercased() == subnet.string("name")?.lowercased() }) {
      try checkIsUnused(subnet)
      request.store[Self.subnets, subnetKey] = nil
    }
    for subnet in wanted {
      let name = subnet.string("name") ?? ""
      try checkName(name, 1...80)
      request.store[Self.subnets, "\(key)/\(name.lowercased())"] = try subnetRecord(
        name, subnet.object("properties") ?? [:], network: network, networkKey: key)
    }
  }

  /// A network with its subnets.
  func networkShown(_ record: JSONObject) -> JSONObject {
    var output = record.withoutNotes
    let id = record.string("id") ?? ""
    output.edit("properties") { properties in
      properties["subnets"] = .array(
        request.store.records(Self.subnets).map(\.record)
          .filter { ($0.string("id") ?? "").lowercased().hasPrefix("\(id.lowercased())/subnets/") }
          .map { .object($0.withoutNotes) })
    }
    return output
  }

  func subnetRecords(of networkKey: String) -> [JSONObject] {
    request.store.records(Self.subnets, prefix: networkKey + "/").map(\.record)
  }
}
