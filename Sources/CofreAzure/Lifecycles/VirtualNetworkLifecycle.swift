import CofreCatalog
import CofreJSON
import CofreModel
import CofreProvider
import CofreHTTP
import CofreSchema

/// How virtual networks live: by PUT, keeping what others put into them.
struct VirtualNetworkLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.virtualNetwork, noun: "virtual network", apiVersion: NetworkAPI.version,
    namespace: NetworkAPI.namespace, segments: [("virtualNetworks", "virtual_network_name")])

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    return try await context.networkLocks.withLock(id.key) {
      _ = try await claim(request, id)
      return try await put(request, id, body(for: request.inputs), busyCodes: NetworkAPI.busyCodes)
    }
  }

  /// A PUT replaces the network: what others put into it, such as subnets declared on their own, is sent back.
  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    return try await context.networkLocks.withLock(id.key) {
      guard let current = try await fetch(id) else { throw NetworkAPI.isGone(kind, id) }
      let new = body(for: request.inputs)
      let old = body(for: request.oldInputs)
      var merged = NetworkAPI.merge(current, old: old, new: new)
      if let subnets = NetworkAPI.mergeNamed(
        current.value(at: ["properties", "subnets"]), old: old.value(at: ["properties", "subnets"]),
        new: new.value(at: ["properties", "subnets"]))
      {
        merged.set(["properties", "subnets"], to: subnets)
      }
      return try await write(.put, request, id, merged, busyCodes: NetworkAPI.busyCodes)
    }
  }

  func delete(_ request: DeleteRequest) async throws {
    let id = try kind.id(parsing: request.id)
    try await context.networkLocks.withLock(id.key) {
      try await remove(request, busyCodes: NetworkAPI.busyCodes)
    }
  }

  /// The subnets that the declaration names, in its order; those declared on their own are not its business.
  func readResult(_ resource: JSON, _ id: ResourceID, _ request: ReadRequest) throws -> ReadResult {
    let wanted = (request.inputs["subnets"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue?.lowercased() }
    var declared = resource
    let subnets = resource.value(at: ["properties", "subnets"])?.arrayValue ?? []
    let found = wanted.compactMap { name in
      subnets.first { $0["name"]?.stringValue?.lowercased() == name }
    }
    declared.set(["properties", "subnets"], to: found.isEmpty ? nil : .array(found))
    var read = inputs(of: declared).merging(kind.inputs(of: id)) { _, name in name }
    OwnerTags.strip(&read)
    let inputs =
      request.inputs.isEmpty
      ? Projection.importable(read, as: kind.type)
      : Projection.project(read, onto: request.inputs, as: kind.type.inputs)
    return ReadResult(id: try result(resource, id).id, inputs: inputs, outputs: outputs(of: resource))
  }
}
