import CofreJSON

/// Microsoft Entra: tokens for the sandbox's service principal.
struct EntraService {
  private static let lifetimeSeconds: Int64 = 3599

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The answer, or nil for a path that is not Entra's.
  func respond() -> SandboxResponse? {
    let (tenant, rest) = (
      call.request.segments[0].lowercased(),
      call.request.segments.dropFirst().map { $0.lowercased() }.joined(separator: "/")
    )
    switch (call.request.method, rest) {
    case ("GET", "v2.0/.well-known/openid-configuration"), ("GET", ".well-known/openid-configuration"):
      return configuration(tenant)
    case ("GET", "discovery/instance"): return discovery(tenant)
    case ("GET", "discovery/v2.0/keys"): return SandboxResponse(json: ["keys": []])
    case ("POST", "oauth2/v2.0/token"), ("POST", "oauth2/token"): return token(tenant)
    default: return nil
    }
  }

  private func configuration(_ tenant: String) -> SandboxResponse {
    guard tenant == call.identity.azureTenant else { return unknownTenant(tenant) }
    let base = "\(call.endpoints.https)/\(tenant)"
    return SandboxResponse(json: [
      "token_endpoint": .string("\(base)/oauth2/v2.0/token"),
      "authorization_endpoint": .string("\(base)/oauth2/v2.0/authorize"), "issuer": .string("\(base)/v2.0"),
      "jwks_uri": .string("\(base)/discovery/v2.0/keys"),
      "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
      "response_types_supported": ["code"], "scopes_supported": ["openid"], "subject_types_supported": ["pairwise"],
      "id_token_signing_alg_values_supported": ["RS256"], "tenant_region_scope": "NA",
    ])
  }

  private func discovery(_ tenant: String) -> SandboxResponse {
    let host = "localhost:\(call.endpoints.httpsPort)"
    let metadata: JSON = [
      "preferred_network": .string(host), "preferred_cache": .string(host), "aliases": [.string(host)],
    ]
    return SandboxResponse(json: [
      "tenant_discovery_endpoint": .string(
        "\(call.endpoints.https)/\(call.identity.azureTenant)/v2.0/.well-known/openid-configuration"),
      "api-version": "1.1", "metadata": [metadata],
    ])
  }

  private func token(_ tenant: String) -> SandboxResponse {
    let form = FormFields(String(decoding: call.request.body, as: UTF8.self))
    guard tenant == call.identity.azureTenant else { return unknownTenant(tenant) }
    guard form["grant_type"] == "client_credentials" else {
      return failure(
        400, "unsupported_grant_type", 70003,
        "The app requested an unsupported grant type '\(form["grant_type"] ?? "")'.")
    }
    guard let client = form["client_id"], client.lowercased() == call.identity.azureClientID else {
      return failure(
        400, "unauthorized_client", 700016,
        "Application with identifier '\(form["client_id"] ?? "")' was not found in the directory '\(tenant)'. This can "
          + "happen if the application has not been installed by the administrator of the tenant.")
    }
    if let assertion = form["client_assertion"] {
      guard form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        case .success(let claims) = AccessToken.claims(of: assertion, key: call.identity.tokenKey, at: call.wallTime),
        claims.string("aud") == FederatedToken.audience
      else {
        return failure(
          401, "invalid_client", 700027,
          "The certificate with identifier used to sign the client assertion is not registered on application.")
      }
    } else if let secret = form["client_secret"] {
      guard secret == call.identity.azureClientSecret else {
        return failure(
          401, "invalid_client", 7_000_215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not "
            + "the client secret ID, for a secret added to app '\(client)'.")
      }
    } else {
      return failure(
        401, "invalid_client", 7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
    }
    let scope = form["scope"] ?? form["resource"].map { "\($0)/.default" } ?? ""
    let names = scope.split(separator: " ").map(String.init)
    guard let name = names.first(where: { $0.hasSuffix("/.default") }), name.hasPrefix("https://") else {
      return failure(
        400, "invalid_scope", 1_002_012,
        "The provided value for scope \(scope) is not valid. Client credential flows must have a scope value with "
          + "/.default suffixed to the resource identifier (application ID URI).")
    }
    let audience = String(name.dropLast("/.default".count))
    return SandboxResponse(
      json: [
        "token_type": "Bearer", "expires_in": .integer(Self.lifetimeSeconds),
        "ext_expires_in": .integer(Self.lifetimeSeconds),
        "access_token": .string(AzureToken.issue(audience: audience, lifetimeSeconds: Self.lifetimeSeconds, call)),
      ], headers: [("Cache-Control", "no-store, no-cache"), ("Pragma", "no-cache")])
  }

  private func unknownTenant(_ tenant: String) -> SandboxResponse {
    failure(
      400, "invalid_request", 90002,
      "Tenant '\(tenant)' not found. Check to make sure you have the correct tenant ID and are signing into the correct "
        + "cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the "
        + "tenant.")
  }

  private func failure(_ status: Int, _ error: String, _ code: Int64, _ message: String) -> SandboxResponse {
    let (trace, correlation) = (RandomText.uuid(), RandomText.uuid())
    let time = String(call.wallTime.rfc3339InSeconds.map { $0 == "T" ? " " : $0 })
    return SandboxResponse(
      status: status,
      json: [
        "error": .string(error),
        "error_description": .string(
          "AADSTS\(code): \(message) Trace ID: \(trace) Correlation ID: \(correlation) Timestamp: \(time)"),
        "error_codes": [.integer(code)], "timestamp": .string(time), "trace_id": .string(trace),
        "correlation_id": .string(correlation), "error_uri": .string("\(call.endpoints.https)/error?code=\(code)"),
      ])
  }
}
