import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema

/// The rules of key vaults that the schema has no words for.
enum VaultRules {
  static func violations(in inputs: [String: Value]) -> [Violation] {
    let place = PropertyPath("properties")
    guard let properties = inputs["properties"]?.objectValue else { return [] }
    var violations: [Violation] = []
    if properties["enable_soft_delete"]?.boolValue == false {
      violations.append(
        Violation(
          code: "out-of-range", path: place.appending("enable_soft_delete"), "Value is not allowed",
          detail: "Azure makes no key vaults without soft delete.", hint: "Take enable_soft_delete away."))
    }
    var seen: Set<[String?]> = []
    for (index, policy) in (properties["access_policies"]?.arrayValue ?? []).enumerated() {
      let here = place.appending("access_policies").appending(index)
      violations += permissionViolations(in: policy["permissions"], at: here.appending("permissions"))
      guard let object = policy["object_id"]?.stringValue else { continue }
      let key = [object.lowercased(), policy["application_id"]?.stringValue?.lowercased()]
      if !seen.insert(key).inserted {
        violations.append(
          Violation(
            code: "duplicate-element", path: here, "Duplicate element",
            detail: "The identity \(object) has two access policies.", hint: "Put its permissions into one of them."))
      }
    }
    return violations
  }

  private static func permissionViolations(in permissions: Value?, at path: PropertyPath) -> [Violation] {
    permissionNames.flatMap { kind, names -> [Violation] in
      (permissions?[kind]?.arrayValue ?? []).enumerated().compactMap { index, value in
        guard let given = value.stringValue, !names.contains(where: { $0.lowercased() == given.lowercased() })
        else { return nil }
        let nearest = nearestNames(to: given, among: names)
        return Violation(
          code: "out-of-range", path: path.appending(kind).appending(index), "Value is not allowed",
          detail: "\"\(given)\" is no permission for \(kind).",
          hint: nearest.isEmpty
            ? "They are \(names.joined(separator: ", "))."
            : "Did you mean \(nearest.map { "\"\($0)\"" }.joined(separator: " or "))?")
      }
    }
  }

  private static let permissionNames: KeyValuePairs = [
    "certificates": [
      "all", "backup", "create", "delete", "deleteissuers", "get", "getissuers", "import", "list", "listissuers",
      "managecontacts", "manageissuers", "purge", "recover", "restore", "setissuers", "update",
    ],
    "keys": [
      "all", "backup", "create", "decrypt", "delete", "encrypt", "get", "getrotationpolicy", "import", "list", "purge",
      "recover", "release", "restore", "rotate", "setrotationpolicy", "sign", "unwrapKey", "update", "verify",
      "wrapKey",
    ],
    "secrets": ["all", "backup", "delete", "get", "list", "purge", "recover", "restore", "set"],
    "storage": [
      "all", "backup", "delete", "deletesas", "get", "getsas", "list", "listsas", "purge", "recover", "regeneratekey",
      "restore", "set", "setsas", "update",
    ],
  ]

  /// Takes out of a diff what is no change, and refuses what Azure can never do.
  static func judge(_ diff: Diff, _ request: DiffRequest) throws -> Diff {
    var diff = diff
    let name = request.oldInputs["vault_name"]?.stringValue ?? ""
    diff.changes.removeAll { change in
      switch change.path.description {
      // How the vault was made does not matter any more.
      case "properties.create_mode": return true
      // It is on whatever one says.
      case "properties.enable_soft_delete": return change.new?.boolValue != false
      // 90 days is what one gets without asking.
      case "properties.soft_delete_retention_in_days":
        return (change.old ?? 90) == (change.new ?? 90)
      // Not wanting it and not having it are the same.
      case "properties.enable_purge_protection":
        return (change.old ?? false) == (change.new ?? false)
      default: return isSameAddress(change)
      }
    }
    for change in diff.changes where !(change.new?.isUnknown ?? false) {
      switch change.path.description {
      case "properties.soft_delete_retention_in_days":
        let days = change.old?.integerValue ?? 90
        throw ProviderError(
          .invalid, "The retention of the key vault '\(name)' is \(days) days and can never be changed.",
          hint: "Set soft_delete_retention_in_days = \(days) again, or make another vault.")
      case "properties.enable_purge_protection" where change.old?.boolValue == true:
        throw ProviderError(
          .invalid, "The key vault '\(name)' has purge protection, which can never be switched off.",
          hint: "Set enable_purge_protection = true again, or make another vault.")
      default: break
      }
    }
    try refuseFutileReplacement(diff, request, name)
    return diff
  }

  /// Azure answers an address as the network that holds it alone.
  private static func isSameAddress(_ change: PropertyChange) -> Bool {
    guard change.path.components.contains(.key("ip_rules")), let old = change.old?.stringValue,
      let new = change.new?.stringValue
    else { return false }
    return old == new + "/32" || new == old + "/32"
  }

  /// A deleted vault keeps its name, so that another of the same name cannot take its place unless it is purged.
  private static func refuseFutileReplacement(_ diff: Diff, _ request: DiffRequest, _ name: String) throws {
    let reasons = diff.changes.filter(\.requiresReplacement)
    guard !reasons.isEmpty, !reasons.contains(where: { $0.path.root == "vault_name" || $0.new?.isUnknown ?? false })
    else { return }
    let isProtected = request.oldInputs["properties"]?["enable_purge_protection"]?.boolValue == true
    if request.oldInputs["purge_on_delete"]?.boolValue == true, !isProtected { return }
    throw ProviderError(
      .tombstone,
      """
      Changing \(reasons.map { "'\($0.path)'" }.joined(separator: ", ")) would replace the key vault '\(name)', and the \
      deleted one would hold the name for its retention.
      """,
      hint: isProtected
        ? "Choose another vault_name: a vault with purge protection cannot be purged."
        : "Choose another vault_name; or set purge_on_delete = true, run `cofre up`, and then make the change.")
  }

  /// Gives what the script no longer mentions the value that it would have had.
  static func reset(_ body: inout JSON, previously old: JSON) {
    for (member, usual) in usualValues
    where old.value(at: ["properties", member]) != nil && body.value(at: ["properties", member]) == nil {
      body.set(["properties", member], to: usual)
    }
  }

  private static let usualValues: KeyValuePairs<String, JSON> = [
    "enabledForDeployment": false,
    "enabledForDiskEncryption": false,
    "enabledForTemplateDeployment": false,
    "publicNetworkAccess": "Enabled",
    "networkAcls": ["bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []],
  ]
}
