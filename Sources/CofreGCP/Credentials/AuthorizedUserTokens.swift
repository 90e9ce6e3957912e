import CofreJSON
import CofreHTTP
import CofreModel

/// Tokens for a person, by the refresh token that `gcloud auth application-default login` leaves.
struct AuthorizedUserTokens: TokenSource {
  let origin: String
  private let clientID: String
  private let clientSecret: Sensitive
  private let refreshToken: Sensitive
  private let endpoint: TokenEndpoint

  /// Reads a credentials file of type `authorized_user`.
  init(_ file: CredentialsFile, transport: any HTTPTransport, clock: HTTPClock) throws {
    origin = "the user credentials of \(file.origin)"
    clientID = try file.required("client_id")
    clientSecret = Sensitive(try file.required("client_secret"))
    refreshToken = Sensitive(try file.required("refresh_token"))
    endpoint = try TokenEndpoint(
      file.json["token_uri"]?.stringValue ?? TokenEndpoint.defaultURL, saidBy: "token_uri of \(file.origin)",
      transport: transport, clock: clock)
  }

  var isRenewable: Bool { true }

  func fetch() async throws -> AccessToken {
    try await endpoint.grant(
      [
        ("grant_type", "refresh_token"),
        ("client_id", clientID),
        ("client_secret", clientSecret.revealString(for: .providerRequest) ?? ""),
        ("refresh_token", refreshToken.revealString(for: .providerRequest) ?? ""),
      ],
      origin: origin,
      hint: "Log in again: gcloud auth application-default login")
  }
}
