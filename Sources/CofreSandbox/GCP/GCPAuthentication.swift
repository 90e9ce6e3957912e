import CofreJSON

/// Who calls: a token that the sandbox issued, or a JWT that its service account signed itself.
struct GCPAuthentication {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Throws `UNAUTHENTICATED` unless the request carries a good token.
  func check() throws {
    guard let token = call.request.bearerToken, !token.isEmpty else {
      throw failure(
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
          + "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        reason: "CREDENTIALS_MISSING")
    }
    if case .success(let claims) = AccessToken.claims(of: token, key: call.identity.tokenKey, at: call.wallTime),
      claims["aud"] == "gcp"
    {
      return
    }
    guard isSelfSigned(token) else {
      throw failure(
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
          + "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        reason: "ACCESS_TOKEN_TYPE_UNSUPPORTED")
    }
  }

  private func isSelfSigned(_ token: String) -> Bool {
    guard let parsed = JSONWebToken(token), parsed.header["alg"] == "RS256",
      call.sandbox.serviceAccountKey.verifies(parsed.signature, of: parsed.signedBytes),
      parsed.claims.string("iss") == call.identity.gcpClientEmail,
      parsed.claims.string("sub") == call.identity.gcpClientEmail,
      Self.isTimely(parsed.claims, at: call.wallTime)
    else { return false }
    if let scope = parsed.claims.string("scope") {
      return scope.split(separator: " ").contains { $0.hasSuffix("/cloud-platform") || $0.hasSuffix("/cloudkms") }
    }
    guard let audience = parsed.claims.string("aud") else { return false }
    return audience.hasPrefix("https://") && audience.hasSuffix(".googleapis.com/")
      || audience.hasPrefix("\(call.endpoints.http)/") || audience.hasPrefix("\(call.endpoints.https)/")
  }

  /// Whether a token made by a client is good now and for at most an hour, with ten minutes for clocks that differ.
  static func isTimely(_ claims: JSONObject, at now: Instant) -> Bool {
    guard let issued = claims.integer("iat"), let expiry = claims.integer("exp") else { return false }
    return issued > 0 && issued <= now.seconds + 600 && expiry > now.seconds && expiry - issued <= 3600
  }

  private func failure(_ message: String, reason: String) -> GCPError {
    GCPError(
      .unauthenticated, message,
      details: [
        [
          "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": .string(reason), "domain": "googleapis.com",
          "metadata": ["service": "cloudkms.googleapis.com"],
        ]
      ])
  }
}
