import CofreCrypto
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// A profile of IAM Identity Center, with the token that `aws sso login` left on this machine.
struct SSOCredentials: CredentialSource {
  let shared: AWSSharedConfiguration
  let transport: any HTTPTransport
  let clock: HTTPClock

  var name: String { "IAM Identity Center for the profile '\(shared.profileName)'" }

  func credentials() async throws -> AWSCredentials? {
    guard let account = shared.setting("sso_account_id"), let role = shared.setting("sso_role_name") else { return nil }
    let session = shared.setting("sso_session")
    let settings = session.flatMap { shared.section("sso-session", $0)?.settings }
    guard let start = settings?["sso_start_url"] ?? shared.setting("sso_start_url"),
      let region = settings?["sso_region"] ?? shared.setting("sso_region")
    else {
      throw ProviderError(
        .notConfigured, "The profile '\(shared.profileName)' has no sso_start_url and sso_region.",
        hint: "aws configure sso --profile \(shared.profileName)")
    }
    let token = try token(cachedFor: session ?? start)
    let url =
      "https://portal.sso.\(PercentEncoding.encode(region)).\(AWSPartition(region: region).domain)/federation/credentials?"
      + FormEncoding.encode([("account_id", account), ("role_name", role)])
    let action = "sso:GetRoleCredentials"
    let response: HTTPResponse
    do {
      response = try await transport.send(
        HTTPRequest(.get, url, headers: ["x-amz-sso_bearer_token": token], timeout: .seconds(30)))
    } catch {
      throw ProviderError.aws(error, action: action)
    }
    guard response.status != 401 else { throw loginNeeded }
    guard response.isSuccess else { throw ProviderError.aws(AWSFault(response), action: action) }
    let keys = (try? JSON.parse(String(decoding: response.body, as: UTF8.self)))?["roleCredentials"]
    guard let key = keys?["accessKeyId"]?.stringValue, let secret = keys?["secretAccessKey"]?.stringValue else {
      throw ProviderError(.unexpectedResponse, "The answer to \(action) holds no credentials.")
    }
    return AWSCredentials(
      accessKeyID: key, secretAccessKey: Sensitive(secret),
      sessionToken: keys?["sessionToken"]?.stringValue.map { Sensitive($0) },
      // Milliseconds, here alone.
      expiration: keys?["expiration"]?.doubleValue.map { $0 / 1000 })
  }

  private func token(cachedFor key: String) throws -> String {
    let file = Hex.encode(InsecureSHA1.hash(Array(key.utf8)))
    guard let text = shared.text(ofFile: "~/.aws/sso/cache/\(file).json"), let cached = try? JSON.parse(text),
      let token = cached["accessToken"]?.stringValue,
      let expiry = cached["expiresAt"]?.stringValue.flatMap({ UTCTime(rfc3339: $0) }),
      Double(expiry.secondsSince1970) > clock.now()
    else { throw loginNeeded }
    return token
  }

  private var loginNeeded: ProviderError {
    ProviderError(
      .unauthenticated, "The login of the profile '\(shared.profileName)' at IAM Identity Center has expired.",
      hint: "aws sso login --profile \(shared.profileName)")
  }
}
