import CofreJSON

/// What else goes when a resource goes.
struct AzureRemoval {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func wasRemoved(_ record: JSONObject, from table: String, key: String) {
    switch table {
    case "azure.groups":
      for (key, endpoint) in call.store.records("azure.endpoints", prefix: key + "/") {
        call.store["azure.endpoints", key] = nil
        wasRemoved(endpoint, from: "azure.endpoints", key: key)
      }
      for table in ["azure.subnets", "azure.networks"] {
        for child in call.store.records(table, prefix: key + "/") { call.store[table, child.key] = nil }
      }
      for vault in call.store.records("azure.vaults") where vault.record.string("_group") == key {
        Vaults(call).softDelete(vault.record)
      }
      removeRoleAssignments(under: record.string("id") ?? "")
    case "azure.networks":
      for subnet in call.store.records("azure.subnets", prefix: key + "/") {
        call.store["azure.subnets", subnet.key] = nil
      }
    case "azure.endpoints":
      Vaults(call).removeConnections(ofEndpoint: record.string("id") ?? "")
    default: break
    }
  }

  func removeRoleAssignments(under scope: String) {
    for (key, assignment) in call.store.records("azure.roleAssignments") {
      let place = (assignment["properties"]?["scope"]?.stringValue ?? "").lowercased()
      if place == scope.lowercased() || place.hasPrefix(scope.lowercased() + "/") {
        call.store["azure.roleAssignments", key] = nil
      }
    }
  }
}
