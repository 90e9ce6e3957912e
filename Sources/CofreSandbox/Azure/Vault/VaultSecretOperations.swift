import CofreJSON

/// The operations on secrets at a vault's own endpoint.
struct VaultSecretOperations {
  let call: Call
  let secrets: VaultSecrets
  let access: VaultAccess

  func respond() throws -> SandboxResponse {
    let (method, segments) = (call.request.method, call.request.segments)
    let first = segments.first?.lowercased() ?? ""
    if first == "deletedsecrets" {
      return try VaultDeletedSecrets(call: call, secrets: secrets, access: access).respond()
    }
    guard first == "secrets" else { throw unknown }
    switch (method, segments.count) {
    case ("GET", 1):
      try access.require("list", action: "readMetadata/action")
      return try list(secrets.all.map { item($0, secrets.current($0), withVersion: false) })
    case ("PUT", 2): return try set(segments[1])
    case ("DELETE", 2): return try delete(segments[1])
    case ("GET", 3) where segments[2].lowercased() == "versions":
      try access.require("list", action: "readMetadata/action", secret: segments[1])
      let secret = try secrets.secret(segments[1])
      return try list(secret.array("versions").compactMap(\.objectValue).map { item(secret, $0, withVersion: true) })
    case ("GET", 2...3): return try get(segments[1], segments.count > 2 ? segments[2] : nil)
    case ("PATCH", 2...3): return try update(segments[1], segments.count > 2 ? segments[2] : nil)
    default: throw unknown
    }
  }

  private func set(_ name: String) throws -> SandboxResponse {
    try access.require("set", action: "setSecret/action", secret: name)
    call.operation.name = "azure.vault.SetSecret"
    let body = try body()
    guard let value = body.string("value") else { throw AzureError.badParameter("The parameter value is required.") }
    if let recovering = call.store[VaultSecrets.table, secrets.key(name)], !secrets.isSettled(recovering) {
      var error = AzureError.passing(409, "Conflict", "Secret \(name) is currently being recovered; retry later.")
      error.inner = "ObjectIsBeingRecovered"
      throw error
    }
    let secret = try secrets.set(name, value, body)
    return SandboxResponse(json: .object(bundle(secret, secrets.current(secret), withValue: true)))
  }

  private func get(_ name: String, _ identifier: String?) throws -> SandboxResponse {
    try access.require("get", action: "getSecret/action", secret: name)
    var secret = try secrets.secret(name)
    if !secrets.isSettled(secret) {
      // A secret that is being recovered cannot be read at once; this look was the one to wait for.
      secret["_settles"] = nil
      call.store[VaultSecrets.table, secrets.key(name)] = secret
      return VaultSecrets.notFound(name).response
    }
    let version = try secrets.version(secret, identifier)
    guard version["attributes"]?["enabled"] != false else {
      throw AzureError(403, "Forbidden", "Operation get is not allowed on a disabled secret.", inner: "SecretDisabled")
    }
    return SandboxResponse(json: .object(bundle(secret, version, withValue: true)))
  }

  private func update(_ name: String, _ identifier: String?) throws -> SandboxResponse {
    try access.require("set", action: "update/action", secret: name)
    call.operation.name = "azure.vault.UpdateSecret"
    let secret = try secrets.update(name, version: identifier, body())
    return SandboxResponse(json: .object(bundle(secret, try secrets.version(secret, identifier), withValue: false)))
  }

  private func delete(_ name: String) throws -> SandboxResponse {
    try access.require("delete", action: "delete", secret: name)
    call.operation.name = "azure.vault.DeleteSecret"
    var secret = try secrets.secret(name)
    let purge = call.now.adding(days: Vaults.retentionDays(secrets.vault))
    secret["_deletedDate"] = .integer(call.now.seconds)
    secret["_scheduledPurgeDate"] = .string(purge.rfc3339InSeconds)
    secret["_settles"] = secrets.settling
    call.store[VaultSecrets.deletedTable, secrets.key(name)] = secret
    call.store[VaultSecrets.table, secrets.key(name)] = nil
    return SandboxResponse(json: .object(deletedBundle(secret)))
  }

  // MARK: Forms

  /// A version as clients see it.
  func bundle(_ secret: JSONObject, _ version: JSONObject, withValue: Bool) -> JSONObject {
    var output: JSONObject = [:]
    if withValue { output["value"] = version["value"] }
    output["contentType"] = version["contentType"]
    output["id"] = .string(
      "\(secrets.base)/secrets/\(secret.string("name") ?? "")/\(version.string("version") ?? "")")
    output["attributes"] = .object(attributes(version))
    output["tags"] = version["tags"]
    return output
  }

  func deletedBundle(_ secret: JSONObject) -> JSONObject {
    var output: JSONObject = [
      "recoveryId": .string("\(secrets.base)/deletedsecrets/\(secret.string("name") ?? "")"),
      "deletedDate": secret["_deletedDate"] ?? nil,
    ]
    output["scheduledPurgeDate"] = secret.string("_scheduledPurgeDate").flatMap(Instant.init(rfc3339:)).map {
      .integer($0.seconds)
    }
    for (key, value) in bundle(secret, secrets.current(secret), withValue: false) { output[key] = value }
    return output
  }

  func item(_ secret: JSONObject, _ version: JSONObject, withVersion: Bool) -> JSONObject {
    var output = bundle(secret, version, withValue: false)
    if !withVersion { output["id"] = .string("\(secrets.base)/secrets/\(secret.string("name") ?? "")") }
    return output
  }

  private func attributes(_ version: JSONObject) -> JSONObject {
    var attributes = version.object("attributes") ?? [:]
    attributes["recoveryLevel"] = .string(Vaults.recoveryLevel(secrets.vault))
    attributes["recoverableDays"] = .integer(Vaults.retentionDays(secrets.vault))
    return attributes
  }

  /// One page of a list; the token for the next one is a position.
  func list(_ items: [JSONObject]) throws -> SandboxResponse {
    let fields = call.request.fields
    let size = fields["maxresults"].map { Int($0) ?? 0 } ?? 25
    guard 1...25 ~= size else { throw AzureError.badParameter("maxresults must be between 1 and 25.") }
    let start = fields["$skiptoken"].map { Int($0) ?? -1 } ?? 0
    guard 0...items.count ~= start else { throw AzureError.badParameter("The $skiptoken is not valid.") }
    let page = items[start...].prefix(size)
    var output: JSONObject = ["value": .array(page.map(JSON.object))]
    let end = start + page.count
    output["nextLink"] =
      end < items.count
      ? .string(
        "\(secrets.base)\(call.request.path)?api-version=\(fields["api-version"] ?? "")&$skiptoken=\(end)&maxresults=\(size)"
      )
      : .null
    return SandboxResponse(json: .object(output))
  }

  private func body() throws -> JSONObject {
    guard let object = try? JSON.parse(call.request.body).objectValue else {
      throw AzureError.badParameter("The request body is no valid JSON object.")
    }
    return object
  }

  var unknown: AzureError {
    AzureError(404, "NotFound", "The sandbox has no operation \(call.request.method) \(call.request.path).")
  }
}
