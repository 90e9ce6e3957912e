import CofreJSON

extension NetworkTypes {
  func subnet() throws -> SandboxResponse {
    let (tail, sent) = (request.path.tail, request.path.sentTail)
    let networkKey = "\(request.path.lower[3])/\(tail[1])"
    guard let network = request.store[Self.networks, networkKey] else { throw request.parentNotFound(sent[1]) }
    guard tail.count == 4 else {
      guard tail.count == 3, request.method == "GET" else { throw request.unknownPath }
      return request.list(subnetRecords(of: networkKey))
    }
    switch request.method {
    case "GET": return try get(Self.subnets, type: "virtualNetworks/subnets")
    case "PUT":
      request.call.operation.name = "azure.network.Subnets.CreateOrUpdate"
      try checkName(sent[3], 1...80)
      try checkIsIdle(network)
      for subnet in subnetRecords(of: networkKey) { try checkIsIdle(subnet) }
      let isNew = request.store[Self.subnets, key] == nil
      let record = try subnetRecord(
        sent[3], request.body().object("properties") ?? [:], network: network, networkKey: networkKey)
      return save(record, Self.subnets, isNew: isNew)
    case "DELETE":
      guard let subnet = request.store[Self.subnets, key] else { return SandboxResponse(status: 204) }
      request.call.operation.name = "azure.network.Subnets.Delete"
      try checkIsUnused(subnet)
      try checkIsIdle(network)
      return startDeletion(Self.subnets)
    default: throw request.methodNotAllowed
    }
  }

  /// The record of a subnet from what a client gives; its range must be in the network and touch no other subnet's.
  func subnetRecord(
    _ name: String, _ given: JSONObject, network: JSONObject, networkKey: String
  ) throws -> JSONObject {
    let networkName = network.string("name") ?? ""
    let prefixes =
      given.string("addressPrefix").map { [$0] } ?? given.array("addressPrefixes").compactMap(\.stringValue)
    let spaces = (network["properties"]?["addressSpace"]?["addressPrefixes"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap(AddressRange.init) }
    guard !prefixes.isEmpty else {
      throw AzureError(
        400, "NetcfgSubnetMissingAddressPrefix",
        "Subnet '\(name)' of virtual network '\(networkName)' has no address prefix.")
    }
    for prefix in prefixes {
      guard let range = AddressRange(prefix), spaces.contains(where: { $0.contains(range) }) else {
        throw AzureError(
          400, "NetcfgInvalidSubnet", "Subnet '\(name)' is not valid in virtual network '\(networkName)'.")
      }
      for other in subnetRecords(of: networkKey) where other.string("name")?.lowercased() != name.lowercased() {
        let properties = other.object("properties") ?? [:]
        let others = [properties.string("addressPrefix")] + properties.array("addressPrefixes").map(\.stringValue)
        guard !others.compactMap({ $0.flatMap(AddressRange.init) }).contains(where: range.overlaps) else {
          throw AzureError(
            400, "NetcfgSubnetRangesOverlap",
            "Subnet '\(name)' is not valid because its IP address range overlaps with that of an existing subnet in virtual "
              + "network '\(networkName)'.")
        }
      }
    }
    let existing = request.store[Self.subnets, "\(networkKey)/\(name.lowercased())"]
    var properties = given
    properties["provisioningState"] = "Succeeded"
    properties["privateEndpointNetworkPolicies"] = given["privateEndpointNetworkPolicies"] ?? "Disabled"
    properties["privateLinkServiceNetworkPolicies"] = given["privateLinkServiceNetworkPolicies"] ?? "Enabled"
    properties["delegations"] = given["delegations"] ?? []
    return [
      "name": existing?["name"] ?? .string(name), "id": .string("\(network.string("id") ?? "")/subnets/\(name)"),
      "etag": .string("W/\"\(RandomText.uuid())\""), "type": "Microsoft.Network/virtualNetworks/subnets",
      "properties": .object(properties),
    ]
  }

  /// Throws while a private endpoint is in the subnet.
  func checkIsUnused(_ subnet: JSONObject) throws {
    let id = subnet.string("id") ?? ""
    let user = request.store.records(Self.endpoints).first {
      $0.record["properties"]?["subnet"]?["id"]?.stringValue?.lowercased() == id.lowercased()
    }
    guard let user else { return }
    throw AzureError(
      400, "InUseSubnetCannotBeDeleted",
      "Subnet \(subnet.string("name") ?? "") is in use by \(user.record.string("id") ?? "") and cannot be deleted. In order "
        + "to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.")
  }
}
