import CofreCatalog
import CofreJSON
import CofreModel
import CofreProvider
import CofreHTTP

/// How private endpoints live: by PUT, one at a time in their network.
struct PrivateEndpointLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.privateEndpoint, noun: "private endpoint", apiVersion: NetworkAPI.version,
    namespace: NetworkAPI.namespace, segments: [("privateEndpoints", "private_endpoint_name")])

  private static let connectionLists = [
    "manual_private_link_service_connections", "private_link_service_connections",
  ]

  /// What passes by itself while the service that is connected to is still being made.
  private static let busyCodes = NetworkAPI.busyCodes.union(["ConflictError", "InvalidPrivateLinkServiceId"])

  /// Names the connections that have no name: Azure's schema says that they need none, and Azure refuses them.
  func check(_ request: CheckRequest) throws -> CheckResult {
    var result = checked(request)
    guard let name = result.inputs["private_endpoint_name"] else { return result }
    for list in Self.connectionLists {
      guard case .array(let connections)? = result.inputs[list] else { continue }
      result.inputs[list] = .array(
        connections.map { connection in
          guard case .object(var members) = connection, members["name"]?.isNull ?? true else { return connection }
          members["name"] = name
          return .object(members)
        })
    }
    return result
  }

  func diff(_ request: DiffRequest) throws -> Diff {
    var diff = schemaDiff(request)
    // Azure decides about the state, whatever one sends.
    diff.changes.removeAll { change in
      change.path.components.contains(.key("private_link_service_connection_state"))
    }
    for index in diff.changes.indices {
      let path = diff.changes[index].path
      // Another connection is another endpoint; its message alone can be changed.
      if Self.connectionLists.contains(path.root ?? ""), path.components.last != .key("request_message") {
        diff.changes[index].requiresReplacement = true
      }
    }
    diff.changes += deadConnections(request.oldOutputs)
    return diff
  }

  /// A connection that the owner of the service ended does not come back.
  private func deadConnections(_ outputs: [String: Value]) -> [PropertyChange] {
    Self.connectionLists.flatMap { list -> [PropertyChange] in
      (outputs[list]?.arrayValue ?? []).enumerated().compactMap { index, connection in
        let state = connection["private_link_service_connection_state"]
        guard let status = state?["status"]?.stringValue, ["rejected", "disconnected"].contains(status.lowercased())
        else { return nil }
        let path = PropertyPath([
          .key(list), .index(index), .key("private_link_service_connection_state"), .key("status"),
        ])
        return PropertyChange(path: path, old: .string(status), new: "Approved", requiresReplacement: true)
      }
    }
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    return try await context.networkLocks.withLock(networkKey(request.inputs, id)) {
      _ = try await claim(request, id)
      return try await put(request, id, body(for: request.inputs), busyCodes: Self.busyCodes)
    }
  }

  /// There is no PATCH: the whole is sent again.
  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    return try await context.networkLocks.withLock(networkKey(request.inputs, id)) {
      try await write(.put, request, id, body(for: request.inputs), busyCodes: Self.busyCodes)
    }
  }

  func delete(_ request: DeleteRequest) async throws {
    let id = try kind.id(parsing: request.id)
    try await context.networkLocks.withLock(networkKey(request.inputs, id)) {
      try await remove(request, busyCodes: NetworkAPI.busyCodes)
    }
  }

  /// The network that it takes its address from.
  private func networkKey(_ inputs: [String: Value], _ id: ResourceID) -> String {
    let subnet = inputs["subnet"]?["id"]?.stringValue.flatMap { ResourceID(parsing: $0) }
    return (subnet?.parent ?? id).key
  }
}
