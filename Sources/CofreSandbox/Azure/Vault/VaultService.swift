import CofreJSON

/// The endpoint of one vault: `https://{name}.vault.localhost`.
struct VaultService {
  let call: Call
  let vaultName: String

  init(_ call: Call, vaultName: String) {
    self.call = call
    self.vaultName = vaultName
  }

  func respond() throws -> SandboxResponse {
    guard let vault = call.store[Vaults.table, vaultName] else {
      throw AzureError(
        404, "VaultNotFound", "There is no vault named '\(vaultName)'. In the cloud its host name would not resolve.")
    }
    let caller = try authenticate()
    try checkVersion()
    var response = try VaultSecretOperations(
      call: call, secrets: VaultSecrets(call: call, vault: vault),
      access: VaultAccess(call: call, vault: vault, caller: caller)
    ).respond()
    response.headers += [
      ("x-ms-keyvault-region", vault.string("location") ?? ""), ("x-ms-keyvault-service-version", "1.9.2000.1"),
    ]
    return response
  }

  /// The claims of the caller's token; without a good one the answer says where to get it.
  private func authenticate() throws -> JSONObject {
    let resource = "https://\(call.endpoints.vaultSuffix)"
    let challenge =
      "Bearer authorization=\"\(call.endpoints.https)/\(call.identity.azureTenant)\", resource=\"\(resource)\""
    func refused(_ message: String) -> AzureError {
      AzureError(401, "Unauthorized", message, headers: [("WWW-Authenticate", challenge)])
    }
    guard let token = call.request.bearerToken, !token.isEmpty else {
      throw refused("AKV10000: Request is missing a Bearer or PoP token.")
    }
    switch AccessToken.claims(of: token, key: call.identity.tokenKey, at: call.wallTime) {
    case .failure(.malformed): throw refused("AKV10046: Unable to resolve the key used for signature validation.")
    case .failure(.expired): throw refused("AKV10038: The token is expired.")
    case .success(let claims):
      guard AzureToken.isAudience(claims, oneOf: ["https://vault.azure.net", resource]) else {
        throw refused(
          "AKV10022: Invalid audience. Expected https://vault.azure.net, found: \(claims.string("aud") ?? "").")
      }
      return claims
    }
  }

  private func checkVersion() throws {
    guard let version = call.request.fields["api-version"], !version.isEmpty else {
      throw AzureError.badParameter("api-version must be specified.")
    }
    let known = ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2016-10-01", "2025-07-01", "2026-04-01"]
    guard known.contains(version) else {
      throw AzureError.badParameter(
        "The specified version (\(version)) is not recognized. Consider using the latest supported version (2026-04-01)."
      )
    }
  }
}
