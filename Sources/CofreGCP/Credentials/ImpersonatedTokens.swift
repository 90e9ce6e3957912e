import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// Tokens of a service account, lent by IAM to another account.
struct ImpersonatedTokens: TokenSource {
  let origin: String
  private let url: String
  private let delegates: [String]
  private let caller: TokenCache
  private let transport: any HTTPTransport

  /// The URL with which IAM lends a service account's tokens.
  static func url(email: String, _ environment: GCPEnvironment) -> String {
    let domain = GCPEndpoint.universeDomain(environment)
    let account = PercentEncoding.encode(email, allowing: "@")
    return "https://iamcredentials.\(domain)/v1/projects/-/serviceAccounts/\(account):generateAccessToken"
  }

  /// `setBy` says who set the URL; `base` are the caller's own credentials.
  init(
    url: String, setBy: String, delegates: [String] = [], base: any TokenSource, transport: any HTTPTransport,
    clock: HTTPClock
  ) throws {
    try GCPEndpoint.requireSafe(url, saidBy: setBy)
    self.url = url
    self.delegates = delegates
    origin = "the service account impersonated by \(base.origin)"
    caller = TokenCache(base, clock: clock)
    self.transport = RetryingTransport(
      AuthorizingTransport(transport, tokens: caller), policy: TokenEndpoint.policy, clock: clock,
      classify: { _, response, _ in GCPClient.judge(response) })
  }

  var isRenewable: Bool { true }

  func fetch() async throws -> AccessToken {
    let body: JSON = [
      "delegates": .array(delegates.map { .string($0) }), "scope": [.string(TokenEndpoint.scope)], "lifetime": "3600s",
    ]
    let request = HTTPRequest(
      .post, url, headers: ["Content-Type": "application/json"], body: body.serialized(), timeout: .seconds(30),
      isIdempotent: true)
    let response = try await GCPClient.answer(to: request, over: transport, subject: "the impersonation")
    guard response.isSuccess else {
      var error = GoogleStatus(response).providerError(about: "the impersonation", changes: false)
      if error.code == .denied {
        error.hint = "Grant roles/iam.serviceAccountTokenCreator on that service account to \(caller.source.origin)."
      }
      throw error
    }
    guard let answer = try? JSON.parse(response.body), let token = answer["accessToken"]?.stringValue else {
      throw ProviderError(.unexpectedResponse, "IAM lent no access token for \(origin).")
    }
    let expiry = answer["expireTime"]?.stringValue.flatMap { UTCTime(rfc3339: $0) }
    return AccessToken(value: Sensitive(token), expiresAt: expiry.map { Double($0.secondsSince1970) })
  }
}
