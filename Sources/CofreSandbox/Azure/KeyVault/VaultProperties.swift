import CofreJSON

/// The properties of a vault, with the service's rules for changing them.
struct VaultProperties {
  private(set) var json: JSONObject
  private let isNew: Bool
  private let apiVersion: String
  private let acceptsPlaceholders: Bool

  /// From this version on, a new vault uses RBAC unless the client says otherwise.
  private static let firstVersionWithRBAC = "2026-02-01"

  init(current: JSONObject?, apiVersion: String, acceptsPlaceholders: Bool) {
    json = current ?? [:]
    isNew = current == nil
    self.apiVersion = apiVersion
    self.acceptsPlaceholders = acceptsPlaceholders
  }

  static func isName(_ name: String) -> Bool {
    3...24 ~= name.count && AzureText.consists(name, ofLettersDigitsAnd: "-") && name.first?.isLetter == true
      && name.last != "-" && !name.contains("--")
  }

  static func nameRule(_ name: String) -> AzureError {
    AzureError(
      400, "VaultNameNotValid",
      "The vault name '\(name)' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must "
        + "begin with a letter, end with a letter or digit, and not contain consecutive hyphens. Follow this link for more "
        + "information: https://go.microsoft.com/fwlink/?linkid=2147742")
  }

  /// Takes over a PUT, which says all that is required.
  mutating func replace(with given: JSONObject) throws {
    for member in ["tenantId", "sku"] where given[member] == nil {
      throw AzureError.badRequest("The parameter \(member) is not specified.")
    }
    let usesRBAC =
      given["enableRbacAuthorization"]?.boolValue
      ?? (isNew ? apiVersion >= Self.firstVersionWithRBAC : json.bool("enableRbacAuthorization"))
    guard given["accessPolicies"] != nil || usesRBAC else {
      throw AzureError.badRequest("The parameter accessPolicies is not specified.")
    }
    if isNew {
      json["accessPolicies"] = []
      json["enableSoftDelete"] = true
      json["publicNetworkAccess"] = "Enabled"
    }
    json["enableRbacAuthorization"] = .bool(usesRBAC)
    for member in ["enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment"] {
      json[member] = .bool(given.bool(member))
    }
    json["networkAcls"] = nil
    try update(with: given)
    json["provisioningState"] = "Succeeded"
  }

  /// Takes over a PATCH: what is not there stays.
  mutating func update(with given: JSONObject) throws {
    if let tenant = given["tenantId"] { json["tenantId"] = .string(try identifier(tenant, "tenantId")) }
    if let sku = given["sku"] {
      guard sku["family"] == "A", let name = sku["name"]?.stringValue?.lowercased(),
        ["standard", "premium"].contains(name)
      else {
        throw AzureError.badRequest(
          "The parameter sku is not valid: it needs the family 'A' and the name 'standard' or 'premium'.")
      }
      json["sku"] = ["family": "A", "name": .string(name)]
    }
    if let policies = given["accessPolicies"]?.arrayValue { json["accessPolicies"] = .array(try checked(policies)) }
    for member in [
      "enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment", "enableRbacAuthorization",
    ] {
      if let value = given[member]?.boolValue { json[member] = .bool(value) }
    }
    try updateRecovery(with: given)
    try updateNetwork(with: given)
  }

  private mutating func updateRecovery(with given: JSONObject) throws {
    if given["enableSoftDelete"] == false {
      throw AzureError.badRequest(
        "The property \"enableSoftDelete\" can be set to false only for creating new vault. Enabling the 'soft delete' "
          + "functionality is an irreversible action.")
    }
    switch given["enablePurgeProtection"] {
    case .bool(true): json["enablePurgeProtection"] = true
    case .bool(false):
      throw AzureError.badRequest(
        "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an "
          + "irreversible action.")
    default: break
    }
    guard let days = given.integer("softDeleteRetentionInDays") else { return }
    guard 7...90 ~= days else {
      throw AzureError.badRequest(
        "The property \"softDeleteRetentionInDays\" must be between 7 and 90 days, but is \(days).")
    }
    guard isNew || days == (json.integer("softDeleteRetentionInDays") ?? Vaults.defaultRetentionDays) else {
      throw AzureError.badRequest(
        "The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.")
    }
    json["softDeleteRetentionInDays"] = .integer(days)
  }

  private mutating func updateNetwork(with given: JSONObject) throws {
    if let access = given.string("publicNetworkAccess") {
      guard let word = ["Enabled", "Disabled"].first(where: { $0.lowercased() == access.lowercased() }) else {
        throw AzureError.badRequest(
          "The property \"publicNetworkAccess\" must be Enabled or Disabled, but is \(access).")
      }
      json["publicNetworkAccess"] = .string(word)
    }
    guard let rules = given.object("networkAcls") else { return }
    var result: JSONObject = [:]
    for (member, words) in [("bypass", ["AzureServices", "None"]), ("defaultAction", ["Allow", "Deny"])] {
      let text = rules.string(member) ?? words[0]
      guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else {
        throw AzureError.badRequest("The property \"networkAcls.\(member)\" is not valid: \(text).")
      }
      result[member] = .string(word)
    }
    result["ipRules"] = .array(
      try rules.array("ipRules").map { rule in
        let text = rule["value"]?.stringValue ?? ""
        guard let range = AddressRange(text.contains("/") ? text : text + "/32") else {
          throw AzureError.badRequest("The IP rule \"\(text)\" is neither an IPv4 address nor a CIDR range.")
        }
        return ["value": .string(range.text)]
      })
    result["virtualNetworkRules"] = .array(
      rules.array("virtualNetworkRules").map { rule in
        var rule = rule.objectValue ?? [:]
        rule["id"] = rule.string("id").map { .string($0.lowercased()) }
        return .object(rule)
      })
    json["networkAcls"] = .object(result)
  }

  /// `add` merges an entry's permissions into the one for the same principal, `replace` puts it there, `remove` takes it
  /// away.
  mutating func changePolicies(_ given: [JSON], _ operation: String) throws {
    guard given.count <= 16 else { throw AzureError.badRequest("At most 16 access policies can be changed at a time.") }
    var policies = json.array("accessPolicies")
    for entry in try checked(given) {
      func isSame(_ other: JSON) -> Bool {
        ["tenantId", "objectId", "applicationId"].allSatisfy { entry[$0] == other[$0] }
      }
      let former = policies.first(where: isSame)
      let place = policies.firstIndex(where: isSame) ?? policies.count
      policies.removeAll(where: isSame)
      if operation == "remove" { continue }
      var merged = entry.objectValue ?? [:]
      if operation == "add", let former {
        merged.edit("permissions") { permissions in
          for (kind, names) in former["permissions"]?.objectValue ?? [:] {
            let added = permissions.array(kind)
            permissions[kind] = .array(
              (names.arrayValue ?? []) + added.filter { names.arrayValue?.contains($0) != true })
          }
        }
      }
      policies.insert(.object(merged), at: place)
    }
    json["accessPolicies"] = .array(policies)
  }

  private func checked(_ policies: [JSON]) throws -> [JSON] {
    guard policies.count <= 1024 else { throw AzureError.badRequest("A vault has at most 1024 access policies.") }
    let kinds: [String: String] = [
      "secrets": "all backup delete get list purge recover restore set",
      "keys":
        "all backup create decrypt delete encrypt get getrotationpolicy import list purge recover release restore "
        + "rotate setrotationpolicy sign unwrapkey update verify wrapkey",
      "certificates": "all backup create delete deleteissuers get getissuers import list listissuers managecontacts "
        + "manageissuers purge recover restore setissuers update",
      "storage":
        "all backup delete deletesas get getsas list listsas purge recover regeneratekey restore set setsas update",
    ]
    var seen: Set<String> = []
    return try policies.map { policy in
      var entry: JSONObject = ["tenantId": .string(try identifier(policy["tenantId"], "accessPolicies.tenantId"))]
      let object = try identifier(policy["objectId"], "accessPolicies.objectId")
      entry["objectId"] = .string(object)
      if let application = policy["applicationId"]?.stringValue, !application.isEmpty {
        entry["applicationId"] = .string(application.lowercased())
      }
      guard seen.insert("\(object)/\(entry.string("applicationId") ?? "")").inserted else {
        throw AzureError.badRequest("The object id \(object) appears more than once in the access policies.")
      }
      guard let permissions = policy["permissions"]?.objectValue else {
        throw AzureError.badRequest("The parameter accessPolicies.permissions is not specified.")
      }
      for (kind, names) in permissions {
        let known = (kinds[kind] ?? "").split(separator: " ").map(String.init)
        for name in names.arrayValue ?? [] where !known.contains(name.stringValue?.lowercased() ?? "") {
          throw AzureError.badRequest("The permission '\(name.stringValue ?? "")' of \(kind) is not known.")
        }
      }
      entry["permissions"] = .object(permissions)
      return .object(entry)
    }
  }

  private func identifier(_ json: JSON?, _ member: String) throws -> String {
    guard let text = json?.stringValue, AzureText.isUUID(text) || (acceptsPlaceholders && !text.isEmpty) else {
      throw AzureError.badRequest(
        "Error converting value \"\(json?.stringValue ?? "")\" to type 'System.Guid'. Path 'properties.\(member)'.")
    }
    return text.lowercased()
  }
}
