import CofreJSON

/// Secrets through the resource manager: they can be written and described, never read or deleted.
extension VaultTypes {
  func secrets(_ vault: JSONObject) throws -> SandboxResponse {
    let (tail, sent) = (request.path.tail, request.path.sentTail)
    let secrets = VaultSecrets(call: request.call, vault: vault)
    guard tail.count > 3 else {
      guard request.method == "GET" else { throw request.methodNotAllowed }
      return request.list(secrets.all.map { managed($0, secrets) })
    }
    let name = sent[3]
    switch request.method {
    case "GET":
      return SandboxResponse(json: .object(managed(try secrets.secret(name), secrets)))
    case "PUT":
      request.call.operation.name = "azure.keyvault.Secrets.CreateOrUpdate"
      let body = try request.body()
      guard let properties = body.object("properties"), let value = properties.string("value") else {
        throw AzureError.badRequest("The parameter value is not specified.")
      }
      let isNew = !secrets.exists(name)
      var written = properties
      written["tags"] = body["tags"]
      let secret = try secrets.set(name, value, written)
      return SandboxResponse(status: isNew ? 201 : 200, json: .object(managed(secret, secrets)))
    case "PATCH":
      request.call.operation.name = "azure.keyvault.Secrets.Update"
      let body = try request.body()
      var written = body.object("properties") ?? [:]
      written["tags"] = body["tags"]
      let secret: JSONObject
      if let value = written.string("value") {
        _ = try secrets.secret(name)
        secret = try secrets.set(name, value, written)
      } else {
        secret = try secrets.update(name, version: nil, written)
      }
      return SandboxResponse(json: .object(managed(secret, secrets)))
    case "DELETE": throw disallowed("secrets")
    default: throw request.methodNotAllowed
    }
  }

  /// A secret as the resource manager shows it: by its current version, without the value.
  private func managed(_ secret: JSONObject, _ secrets: VaultSecrets) -> JSONObject {
    let (name, current) = (secret.string("name") ?? "", secrets.current(secret))
    var properties: JSONObject = ["attributes": current["attributes"] ?? [:]]
    properties["contentType"] = current["contentType"]
    properties["secretUri"] = .string("\(secrets.base)/secrets/\(name)")
    properties["secretUriWithVersion"] = .string("\(secrets.base)/secrets/\(name)/\(current.string("version") ?? "")")
    var output: JSONObject = [
      "id": .string("\(secrets.vault.string("id") ?? "")/secrets/\(name)"), "name": .string(name),
    ]
    output["type"] = "Microsoft.KeyVault/vaults/secrets"
    output["location"] = secrets.vault["location"]
    output["tags"] = current["tags"]
    output["properties"] = .object(properties)
    return output
  }
}
