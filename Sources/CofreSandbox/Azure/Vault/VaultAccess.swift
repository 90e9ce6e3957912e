import CofreJSON

/// Whether a caller may do something in a vault: first from where it calls, then who it is.
struct VaultAccess {
  let call: Call
  let vault: JSONObject
  let caller: JSONObject

  private var name: String { vault.string("name") ?? "" }
  private var place: String { "\(name);location=\(vault.string("location") ?? "")" }
  private var who: String {
    "appid=\(caller.string("appid") ?? "");oid=\(caller.string("oid") ?? "");iss=\(caller.string("iss") ?? "")"
  }

  /// Throws unless the caller has a permission on secrets; `action` is what RBAC calls it.
  func require(_ permission: String, action: String, secret: String = "") throws {
    try checkNetwork()
    if vault["properties"]?["enableRbacAuthorization"] == true {
      try checkRoles(permission, action, secret)
    } else {
      try checkPolicies(permission)
    }
  }

  private func checkNetwork() throws {
    let properties = vault.object("properties") ?? [:]
    if properties.string("publicNetworkAccess") == "Disabled" {
      throw forbidden(
        "Public network access is disabled and request is not from a trusted service nor via an approved private "
          + "link.\r\nCaller: \(who)\r\nVault: \(place)", "ForbiddenByConnection")
    }
    guard let rules = properties.object("networkAcls"), rules.string("defaultAction") == "Deny" else { return }
    let isAllowed = rules.array("ipRules").contains { rule in
      AddressRange(rule["value"]?.stringValue ?? "")?.contains(AddressRange.loopback) == true
    }
    guard isAllowed else {
      throw forbidden(
        "Client address is not authorized and caller is not a trusted service.\r\nClient address: 127.0.0.1\r\n"
          + "Caller: \(who)\r\nVault: \(place)", "ForbiddenByFirewall")
    }
  }

  private func checkPolicies(_ permission: String) throws {
    let mine =
      vault.object("properties")?.array("accessPolicies").filter {
        $0["objectId"] == caller["oid"] && ($0["tenantId"] == caller["tid"] || call.sandbox.options.acceptsPlaceholders)
      } ?? []
    guard !mine.isEmpty else {
      throw forbidden(
        "Caller was not found on any access policy.\r\nCaller: \(who)\r\nVault: \(place)", "AccessDenied")
    }
    let isGranted = mine.contains { policy in
      policy["permissions"]?["secrets"]?.arrayValue?.contains {
        ["all", permission].contains($0.stringValue?.lowercased() ?? "")
      } == true
    }
    guard isGranted else {
      throw forbidden(
        "The user, group or application '\(who)' does not have secrets \(permission) permission on key vault '\(place)'. For "
          + "help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287", "AccessDenied")
    }
  }

  /// Built-in roles by their ids, with the permissions on secrets that they give.
  private static let roles: [String: [String]] = [
    "00482a5a-887f-4fb3-b363-3b7fe8e74483": ["all"], "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": ["all"],
    "4633458b-17de-408a-b874-0445c86b69e6": ["get", "list"], "21090545-7ca7-4776-b22c-e363652d74d2": ["list"],
  ]

  private func checkRoles(_ permission: String, _ action: String, _ secret: String) throws {
    let resource = (vault.string("id") ?? "") + (secret.isEmpty ? "" : "/secrets/\(secret)")
    let isGranted = call.store.records("azure.roleAssignments").contains { _, assignment in
      let properties = assignment.object("properties") ?? [:]
      guard properties.string("principalId")?.lowercased() == caller.string("oid"),
        let scope = properties.string("scope")?.lowercased(), "\(resource.lowercased())/".hasPrefix("\(scope)/"),
        let role = properties.string("roleDefinitionId")?.split(separator: "/").last
      else { return false }
      return Self.roles[role.lowercased(), default: []].contains { ["all", permission].contains($0) }
    }
    guard isGranted else {
      throw forbidden(
        "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role "
          + "definitions were changed recently, please observe propagation time.\r\nCaller: \(who)\r\nAction: "
          + "'Microsoft.KeyVault/vaults/secrets/\(action)'\r\nResource: '\(resource.lowercased())'\r\nAssignment: (not "
          + "found)\r\nDenyAssignmentId: null\r\nDecisionReason: null \r\nVault: \(place)\r\n", "ForbiddenByRbac")
    }
  }

  private func forbidden(_ message: String, _ inner: String) -> AzureError {
    AzureError(403, "Forbidden", message, inner: inner)
  }
}
