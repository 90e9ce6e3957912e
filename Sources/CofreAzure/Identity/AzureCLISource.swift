import CofreJSON
import CofreModel
import CofreProvider

/// Whoever is logged in with the Azure CLI on this machine.
struct AzureCLISource: CredentialSource {
  let tenantID: String?
  let environment: [String: String]

  var name: String { "the Azure CLI's login" }

  func token(for request: TokenRequest) async throws -> AccessToken {
    var arguments = ["az", "account", "get-access-token", "--output", "json", "--resource", request.resource]
    if let tenant = request.tenant ?? tenantID { arguments += ["--tenant", tenant] }
    guard let result = await ChildProcess.run(arguments, environment: environment, timeout: .seconds(60)) else {
      throw CredentialUnavailable("The Azure CLI is not installed.")
    }
    guard result.status == 0 else {
      let words = String(decoding: result.errors.prefix(4096), as: UTF8.self)
      if words.contains("az login") { throw CredentialUnavailable("Nobody is logged in with the Azure CLI.") }
      throw CredentialUnavailable("`az account get-access-token` failed with status \(result.status).")
    }
    guard let answer = try? JSON.parse(result.output), let token = answer["accessToken"]?.stringValue else {
      throw ProviderError(.unexpectedResponse, "`az account get-access-token` printed no token.")
    }
    // Old versions give the time in words and in the local zone only; a token is good for some minutes at least.
    let expiry = answer["expires_on"]?.doubleValue ?? 0
    return AccessToken(Sensitive(token), expiry: expiry)
  }
}
