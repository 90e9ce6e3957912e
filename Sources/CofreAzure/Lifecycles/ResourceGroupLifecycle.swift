import CofreCatalog
import CofreJSON
import CofreModel
import CofreProvider
import CofreHTTP

/// How resource groups live: their tags can change, and nothing else.
struct ResourceGroupLifecycle: ARMLifecycle {
  let context: AzureContext

  let kind = ARMResourceKind(
    type: Catalog.Azure.resourceGroup, noun: "resource group", apiVersion: "2024-03-01", namespace: nil, segments: [])

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    _ = try await claim(request, id)
    return try await put(request, id, body(for: request.inputs))
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try kind.id(parsing: request.id)
    // Only tags can change: a PATCH leaves the rest alone.
    let body: JSON = .object(["tags": encoded(request.inputs)["tags"] ?? .object([:])])
    return try await write(.patch, request, id, body)
  }

  /// Takes everything in the group with it, which may take an hour.
  func delete(_ request: DeleteRequest) async throws {
    var request = request
    request.timeout = request.timeout ?? .seconds(5400)
    try await remove(request)
  }
}
