import CofreJSON

/// Role assignments: what gives data-plane rights in a vault that uses RBAC.
struct RoleAssignments {
  private static let table = "azure.roleAssignments"

  private let request: ManagerRequest

  init(_ request: ManagerRequest) { self.request = request }

  func respond() throws -> SandboxResponse {
    let scope = request.path.scope
    guard request.path.tail.count == 2 else {
      guard request.method == "GET" else { throw request.methodNotAllowed }
      let filter = request.call.request.fields["$filter"] ?? ""
      let principal = filter.split(separator: "'").dropFirst().first.map { $0.lowercased() }
      return request.list(
        request.store.records(Self.table).map(\.record).filter { record in
          let place = record["properties"]?["scope"]?.stringValue?.lowercased() ?? ""
          let isInScope = "\(scope.lowercased())/".hasPrefix("\(place)/") || place.hasPrefix(scope.lowercased() + "/")
          return isInScope
            && (principal == nil || record["properties"]?["principalId"]?.stringValue?.lowercased() == principal)
        })
    }
    let name = request.path.tail[1]
    let key = "\(scope.lowercased())/\(name)"
    switch request.method {
    case "GET":
      guard let record = request.store[Self.table, key] else {
        throw AzureError(404, "RoleAssignmentNotFound", "The role assignment '\(name)' is not found.")
      }
      return SandboxResponse(json: .object(record))
    case "PUT": return try put(name, key, scope)
    case "DELETE":
      guard let record = request.store[Self.table, key] else { return SandboxResponse(status: 204) }
      request.call.operation.name = "azure.authorization.RoleAssignments.Delete"
      request.store[Self.table, key] = nil
      return SandboxResponse(json: .object(record))
    default: throw request.methodNotAllowed
    }
  }

  private func put(_ name: String, _ key: String, _ scope: String) throws -> SandboxResponse {
    guard AzureText.isUUID(name) else {
      throw AzureError(
        400, "InvalidRoleAssignmentId",
        "The role assignment ID '\(name)' is not valid. The role assignment ID must be a GUID.")
    }
    let given = try request.body().object("properties") ?? [:]
    guard let role = given.string("roleDefinitionId"), let roleName = role.split(separator: "/").last,
      AzureText.isUUID(String(roleName))
    else { throw AzureError(400, "InvalidRoleDefinitionId", "The role definition ID is not valid.") }
    guard let principal = given.string("principalId"), AzureText.isUUID(principal) else {
      throw AzureError(400, "InvalidPrincipalId", "A valid principal ID must be provided for role assignment.")
    }
    func isSame(_ record: JSONObject) -> Bool {
      let properties = record.object("properties") ?? [:]
      return properties.string("principalId")?.lowercased() == principal.lowercased()
        && properties.string("roleDefinitionId")?.lowercased().hasSuffix(roleName.lowercased()) == true
        && properties.string("scope")?.lowercased() == scope.lowercased()
    }
    if let existing = request.store[Self.table, key], !isSame(existing) {
      throw AzureError(
        409, "RoleAssignmentUpdateNotPermitted",
        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.")
    }
    if let other = request.store.records(Self.table).first(where: { $0.key != key && isSame($0.record) }) {
      throw AzureError(
        409, "RoleAssignmentExists",
        "The role assignment already exists. The ID of the conflicting role assignment is "
          + "\((other.record.string("name") ?? "").filter { $0 != "-" }).")
    }
    request.call.operation.name = "azure.authorization.RoleAssignments.Create"
    var properties: JSONObject = ["roleDefinitionId": .string(role), "principalId": .string(principal)]
    properties["principalType"] = given["principalType"] ?? "User"
    properties["scope"] = .string(scope)
    for member in ["condition", "conditionVersion", "description", "delegatedManagedIdentityResourceId"] {
      properties[member] = given[member]
    }
    properties["createdOn"] = .string(request.call.now.rfc3339)
    let record: JSONObject = [
      "id": .string("\(scope)/providers/Microsoft.Authorization/roleAssignments/\(name)"),
      "type": "Microsoft.Authorization/roleAssignments", "name": .string(name), "properties": .object(properties),
    ]
    request.store[Self.table, key] = record
    return SandboxResponse(status: 201, json: .object(record))
  }
}
