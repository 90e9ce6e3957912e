import CofreJSON

/// Resource groups.
///
/// Deleting one takes a while and takes everything in it along; vaults become soft-deleted.
struct ResourceGroups {
  private static let table = "azure.groups"

  private let request: ManagerRequest

  init(_ request: ManagerRequest) { self.request = request }

  static func notFound(_ name: String) -> AzureError {
    AzureError(404, "ResourceGroupNotFound", "Resource group '\(name)' could not be found.")
  }

  static func isBeingDeleted(_ name: String) -> AzureError {
    AzureError(
      409, "ResourceGroupBeingDeleted",
      "The resource group '\(name)' is in deprovisioning state and cannot perform this operation.")
  }

  func respond() throws -> SandboxResponse {
    let lower = request.path.lower
    if lower.count == 3, request.method == "GET" {
      return request.list(request.store.records(Self.table).map(\.record))
    }
    guard lower.count == 4, let name = request.path.group else { throw request.unknownPath }
    let key = lower[3]
    switch request.method {
    case "PUT": return try put(name, key)
    case "GET":
      guard let group = request.transitions.look(Self.table, key) else { throw Self.notFound(name) }
      return SandboxResponse(json: .object(group.withoutNotes))
    case "HEAD": return SandboxResponse(status: request.store[Self.table, key] == nil ? 404 : 204)
    case "PATCH":
      guard var group = request.store[Self.table, key] else { throw Self.notFound(name) }
      request.call.operation.name = "azure.resources.ResourceGroups.Update"
      group["tags"] = try request.tags(request.body()) ?? group["tags"]
      request.store[Self.table, key] = group
      return SandboxResponse(json: .object(group.withoutNotes))
    case "DELETE": return try delete(name, key)
    default: throw request.methodNotAllowed
    }
  }

  private func put(_ name: String, _ key: String) throws -> SandboxResponse {
    request.call.operation.name = "azure.resources.ResourceGroups.CreateOrUpdate"
    guard 1...90 ~= name.count, !name.hasSuffix("."),
      name.allSatisfy({ $0.isLetter || $0.isNumber || "_-.()".contains($0) })
    else {
      throw AzureError(
        400, "InvalidResourceGroup",
        "The provided resource group name '\(name)' has these invalid characters or ends with a period. The name can only "
          + "be a letter, digit, '-', '.', '(', ')' or '_', of at most 90 characters.")
    }
    let body = try request.body()
    let location = try request.location(body)
    let existing = request.store[Self.table, key]
    if let existing {
      guard !existing.bool("_isDeletion") else { throw Self.isBeingDeleted(name) }
      guard existing.string("location") == location else {
        throw AzureError(
          409, "InvalidResourceGroupLocation",
          "Invalid resource group location '\(location)'. The Resource group already exists in location "
            + "'\(existing.string("location") ?? "")'.")
      }
    }
    var group: JSONObject =
      existing ?? [
        "id": .string("\(request.subscriptionID)/resourceGroups/\(name)"), "name": .string(name),
        "type": "Microsoft.Resources/resourceGroups", "location": .string(location),
      ]
    group["tags"] = try request.tags(body)
    group["managedBy"] = body["managedBy"]
    group["properties"] = ["provisioningState": "Succeeded"]
    request.store[Self.table, key] = group
    return SandboxResponse(status: existing == nil ? 201 : 200, json: .object(group.withoutNotes))
  }

  private func delete(_ name: String, _ key: String) throws -> SandboxResponse {
    guard var group = request.store[Self.table, key] else { throw Self.notFound(name) }
    request.call.operation.name = "azure.resources.ResourceGroups.Delete"
    if !group.bool("_isDeletion") {
      request.transitions.begin(&group, state: "Deleting", isDeletion: true)
      request.store[Self.table, key] = group
    }
    let operation = request.transitions.operation(on: Self.table, key)
    let url =
      "\(request.baseURL)\(request.subscriptionID)/operationresults/\(operation)?api-version=\(request.apiVersion)"
    return SandboxResponse(status: 202, headers: [("Location", url), ("Retry-After", "0")])
  }
}
