import CofreJSON

/// `POST /token`: OAuth 2 tokens for the service account and for the user with the refresh token.
struct GCPTokenEndpoint {
  static let lifetimeSeconds: Int64 = 3599

  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    guard call.request.method == "POST" else { return failure("invalid_request", "Use POST.", status: 405) }
    let form = FormFields(String(decoding: call.request.body, as: UTF8.self))
    switch form["grant_type"] {
    case "urn:ietf:params:oauth:grant-type:jwt-bearer": return exchangeAssertion(form["assertion"] ?? "")
    case "refresh_token": return refresh(form)
    case let type:
      return failure("unsupported_grant_type", "Invalid grant_type: \(type ?? "")")
    }
  }

  private func exchangeAssertion(_ assertion: String) -> SandboxResponse {
    guard let token = JSONWebToken(assertion) else {
      return failure("invalid_grant", "Bad Request")
    }
    guard token.claims.string("iss") == call.identity.gcpClientEmail else {
      return failure("invalid_grant", "Invalid grant: account not found")
    }
    guard token.header["alg"] == "RS256",
      call.sandbox.serviceAccountKey.verifies(token.signature, of: token.signedBytes)
    else { return failure("invalid_grant", "Invalid JWT Signature.") }
    guard GCPAuthentication.isTimely(token.claims, at: call.wallTime) else {
      return failure(
        "invalid_grant",
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
          + "values in the JWT claim.")
    }
    let audiences = [
      "https://oauth2.googleapis.com/token", "\(call.endpoints.http)/token", "\(call.endpoints.https)/token",
    ]
    guard let audience = token.claims.string("aud"), audiences.contains(audience) else {
      return failure("invalid_grant", "Invalid JWT: Failed audience check.")
    }
    guard token.claims.string("scope")?.isEmpty == false else {
      return failure("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    }
    return issue(email: call.identity.gcpClientEmail)
  }

  private func refresh(_ form: FormFields) -> SandboxResponse {
    guard form["client_id"] == call.identity.gcpUserClientID, form["client_secret"] == call.identity.gcpUserClientSecret
    else { return failure("invalid_client", "The OAuth client was not found.", status: 401) }
    guard form["refresh_token"] == call.identity.gcpRefreshToken else { return failure("invalid_grant", "Bad Request") }
    return issue(email: "user@example.com")
  }

  private func issue(email: String) -> SandboxResponse {
    SandboxResponse(json: Self.token(email: email, call), headers: [("Cache-Control", "no-store")])
  }

  /// A new access token, as the token endpoint and the metadata server give it.
  static func token(email: String, _ call: Call) -> JSON {
    let token = AccessToken.issue(
      ["aud": "gcp", "email": .string(email)], lifetimeSeconds: lifetimeSeconds, key: call.identity.tokenKey,
      at: call.wallTime)
    return ["access_token": .string(token), "expires_in": .integer(lifetimeSeconds), "token_type": "Bearer"]
  }

  private func failure(_ code: String, _ description: String, status: Int = 400) -> SandboxResponse {
    SandboxResponse(status: status, json: ["error": .string(code), "error_description": .string(description)])
  }
}
