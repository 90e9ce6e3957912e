import CofreCrypto
import CofreJSON

/// IAM policies on resources.
struct GCPPolicies {
  private static let table = "gcp.iam.policies"

  private let call: Call

  init(_ call: Call) { self.call = call }

  func perform(_ path: GCPPath, _ action: String) throws -> JSON {
    guard KeyManagement(call).exists(path.name) || GCPSecrets(call).exists(path) else {
      throw GCPError.notFound("Resource", path.name)
    }
    switch (path.method, action) {
    case ("GET", "getIamPolicy"), ("POST", "getIamPolicy"): return .object(policy(path.name))
    case ("POST", "setIamPolicy"): return try set(path)
    case ("POST", "testIamPermissions"):
      // The caller owns everything, so it has whatever permission exists.
      let permissions = try path.object().array("permissions").filter { $0.stringValue?.contains(".") == true }
      return permissions.isEmpty ? [:] : ["permissions": .array(permissions)]
    default: throw path.unknownMethod
    }
  }

  private func policy(_ name: String) -> JSONObject { call.store[Self.table, name] ?? ["etag": "ACAB"] }

  private func set(_ path: GCPPath) throws -> JSON {
    guard let given = try path.object().object("policy") else { throw GCPError.invalid("A policy must be provided.") }
    let current = policy(path.name)
    if let etag = given.string("etag"), !etag.isEmpty,
      Base64.decode(etag) != Base64.decode(current.string("etag") ?? "")
    {
      throw GCPError(
        .aborted,
        "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.")
    }
    let bindings = given.array("bindings").filter { $0["members"]?.arrayValue?.isEmpty == false }
    for binding in bindings {
      guard let role = binding["role"]?.stringValue, role.hasPrefix("roles/") || role.contains("/roles/") else {
        throw GCPError.invalid("Invalid role: \(binding["role"]?.stringValue ?? "").")
      }
      for member in binding["members"]?.arrayValue ?? [] {
        let text = member.stringValue ?? ""
        guard text.contains(":") || ["allUsers", "allAuthenticatedUsers"].contains(text) else {
          throw GCPError.invalid(
            "The member \(text) is of an unknown type. Please set a valid type prefix for the member.")
        }
      }
      if binding["condition"] != nil, given.integer("version") != 3 {
        throw GCPError.invalid("A policy with conditions must have version 3.")
      }
    }
    call.operation.name = "gcp.iam.SetIamPolicy"
    var policy: JSONObject = [:]
    policy["version"] = given["version"] ?? 1
    policy["etag"] = .string(Base64.encode([7] + Random.bytes(7)))
    if !bindings.isEmpty { policy["bindings"] = .array(bindings.map(Self.normalised)) }
    if let configs = given["auditConfigs"] { policy["auditConfigs"] = configs }
    call.store[Self.table, path.name] = policy
    return .object(policy)
  }

  /// E-mail addresses of members are kept in lower case.
  private static func normalised(_ binding: JSON) -> JSON {
    var binding = binding.objectValue ?? JSONObject()
    binding["members"] = .array(
      binding.array("members").compactMap(\.stringValue).map { member in
        guard let colon = member.firstIndex(of: ":"), !member.hasPrefix("principal") else { return .string(member) }
        return .string(member[...colon] + member[member.index(after: colon)...].lowercased())
      })
    return .object(binding)
  }
}
