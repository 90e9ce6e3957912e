import CofreCatalog
import CofreJSON
import CofreModel
import CofreProvider
import CofreHTTP
import CofreSchema

/// How subnets live: by PUT, one at a time in their network, keeping what others attached.
struct SubnetLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.subnet, noun: "subnet", apiVersion: NetworkAPI.version, namespace: NetworkAPI.namespace,
    segments: [("virtualNetworks", "virtual_network_name"), ("subnets", "subnet_name")])

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    return try await context.networkLocks.withLock(networkKey(id)) {
      _ = try await claim(request, id)
      return try await put(request, id, body(for: request.inputs), busyCodes: NetworkAPI.busyCodes)
    }
  }

  /// A subnet has no tags, so that what an interrupted run made is known by being just as that run wanted it.
  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    guard let existing = try await fetch(id) else { return nil }
    let read = Projection.project(
      inputs(of: existing).merging(kind.inputs(of: id)) { _, name in name }, onto: request.inputs,
      as: kind.type.inputs)
    guard read == request.inputs else { throw alreadyExists(id, existing, request.owner.urn) }
    return try await ready(existing, id)
  }

  /// A PUT replaces the subnet: what others attached to it, such as a security group, is sent back.
  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    return try await context.networkLocks.withLock(networkKey(id)) {
      guard let current = try await fetch(id) else { throw NetworkAPI.isGone(kind, id) }
      let merged = NetworkAPI.merge(current, old: body(for: request.oldInputs), new: body(for: request.inputs))
      return try await write(.put, request, id, merged, busyCodes: NetworkAPI.busyCodes)
    }
  }

  func delete(_ request: DeleteRequest) async throws {
    let id = try kind.id(parsing: request.id)
    try await context.networkLocks.withLock(networkKey(id)) {
      try await remove(request, busyCodes: NetworkAPI.busyCodes)
    }
  }

  private func networkKey(_ id: ResourceID) -> String { (id.parent ?? id).key }
}
