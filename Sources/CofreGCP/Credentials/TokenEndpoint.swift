import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// An OAuth 2.0 token endpoint (RFC 6749).
struct TokenEndpoint: Sendable {
  static let defaultURL = "https://oauth2.googleapis.com/token"
  static let scope = "https://www.googleapis.com/auth/cloud-platform"

  let url: String
  private let transport: any HTTPTransport
  private let clock: HTTPClock

  /// `origin` says who set the URL.
  init(_ url: String, saidBy origin: String, transport: any HTTPTransport, clock: HTTPClock) throws {
    try GCPEndpoint.requireSafe(url, saidBy: origin)
    self.url = url
    self.clock = clock
    self.transport = RetryingTransport(
      transport, policy: Self.policy, clock: clock, classify: { _, response, now in Self.judge(response, now: now) })
  }

  /// Three attempts, a second and more apart.
  static let policy = RetryPolicy(maximumAttempts: 3, transientBase: .seconds(1), throttledBase: .seconds(1))

  /// Asks for a token with the fields of a grant; `origin` is the source in the user's words.
  func grant(_ fields: [(String, String)], origin: String, hint: String) async throws -> AccessToken {
    let request = HTTPRequest(
      .post, url, headers: ["Content-Type": FormEncoding.contentType], body: Array(FormEncoding.encode(fields).utf8),
      timeout: .seconds(30), isIdempotent: true)
    let response = try await GCPClient.answer(to: request, over: transport, subject: "the token request")
    guard response.isSuccess else { throw Self.refusal(response, origin: origin, hint: hint) }
    return try Self.token(in: response, origin: origin, now: clock.now())
  }

  /// Reads `access_token` and `expires_in`.
  static func token(in response: HTTPResponse, origin: String, now: Double) throws -> AccessToken {
    guard let answer = try? JSON.parse(response.body), let text = answer["access_token"]?.stringValue, !text.isEmpty
    else {
      throw ProviderError(
        .unexpectedResponse, "The token endpoint answered \(origin) without an access token.",
        hint: "Check the endpoint's address; a proxy may have answered in its place.")
    }
    return AccessToken(
      value: Sensitive(text), expiresAt: answer["expires_in"]?.integerValue.map { now + Double($0) })
  }

  /// The error that the endpoint's answer means; its text is shown, which holds no credential.
  static func refusal(_ response: HTTPResponse, origin: String, hint: String) -> ProviderError {
    let answer = try? JSON.parse(response.body)
    // Google answers {"error": "invalid_grant", "error_description": …}, the metadata server a plain text.
    let code = answer?["error"]?.stringValue ?? "HTTP \(response.status)"
    let description = answer?["error_description"]?.stringValue ?? "no reason given"
    let isRefused = 400..<500 ~= response.status && response.status != 429 && response.status != 408
    return ProviderError(
      isRefused ? .unauthenticated : .unavailable,
      "Google gave no access token to \(origin): \(description.hasSuffix(".") ? description : description + ".")",
      hint: isRefused ? hint : "Run the command again.", cloudCode: code)
  }

  /// Which answers are worth another attempt: those of HTTP, and three of OAuth's own.
  static func judge(_ response: HTTPResponse, now: Double) -> RetryDecision {
    let standard = RetryDecision.standard(response, now: now)
    guard standard == .accept, !response.isSuccess else { return standard }
    switch (try? JSON.parse(response.body))?["error"]?.stringValue {
    case "internal_failure", "server_error", "temporarily_unavailable":
      return .retry(.transient, serverDidNothing: true, after: nil)
    default:
      return .accept
    }
  }
}
