package import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// Microsoft Entra's token endpoint, and every other that answers alike.
package struct TokenEndpoint: Sendable {
  private let transport: any HTTPTransport
  private let clock: HTTPClock
  private let authority: String

  package init(authority: String, transport: any HTTPTransport, clock: HTTPClock) {
    self.authority = authority
    self.transport = transport
    self.clock = clock
  }

  /// Exchanges the proof in `fields` for a token.
  ///
  /// `identity` names the proof in messages: "the client secret".
  func token(
    tenant: String, fields: [(String, String)], for request: TokenRequest, identity: String
  ) async throws -> AccessToken {
    guard tenant.utf8.allSatisfy(Self.isTenantCharacter), !tenant.isEmpty else {
      throw ProviderError(
        .notConfigured, "The Azure tenant is neither an id nor a domain name.",
        hint: "Set AZURE_TENANT_ID to what `az account show --query tenantId` prints.")
    }
    var fields = fields + [("scope", request.scope)]
    if let claims = request.claims { fields.append(("claims", claims)) }
    var message = HTTPRequest(
      .post, "\(authority)/\(tenant)/oauth2/v2.0/token",
      headers: ["Accept": "application/json", "Content-Type": FormEncoding.contentType],
      body: Array(FormEncoding.encode(fields).utf8), timeout: .seconds(30), isIdempotent: true)
    message.headers["x-ms-client-request-id"] = RequestID.make()
    let response: HTTPResponse
    do {
      response = try await transport.send(message)
    } catch let error as HTTPError {
      throw ProviderError(error, doing: "Getting a token from \(authority)", mayHaveChanged: false)
    }
    return try Self.token(in: response, now: clock.now(), identity: identity)
  }

  /// Reads an answer with a token, or the refusal.
  static func token(in response: HTTPResponse, now: Double, identity: String) throws -> AccessToken {
    let body = (try? JSON.parse(response.body)) ?? .null
    guard response.isSuccess else { throw refusal(response, body, identity: identity) }
    guard let token = body["access_token"]?.stringValue, !token.isEmpty else {
      throw ProviderError(
        .unexpectedResponse, "The token endpoint answered \(response.status) without a token for \(identity).")
    }
    // Entra answers numbers, managed identities strings.
    func seconds(_ name: String) -> Double? {
      body[name]?.doubleValue ?? body[name]?.stringValue.flatMap { Double($0) }
    }
    let expiry = seconds("expires_in").map { now + $0 } ?? seconds("expires_on") ?? now + 600
    return AccessToken(Sensitive(token), expiry: expiry)
  }

  private static func refusal(_ response: HTTPResponse, _ body: JSON, identity: String) -> ProviderError {
    // The text ends in ids that are told apart below.
    let description = body["error_description"]?.stringValue ?? body["Message"]?.stringValue ?? ""
    let words = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let text = words.prefixBefore(" Trace ID:")
    let code =
      text.hasPrefix("AADSTS") ? text.prefixBefore(":") : body["error"]?.stringValue ?? "HTTP \(response.status)"
    let isOurs = response.status == 400 || response.status == 401 || response.status == 403
    return ProviderError(
      isOurs ? .unauthenticated : response.status == 429 ? .throttled : .unavailable,
      "Microsoft Entra gave no token for \(identity)\(text.isEmpty ? "" : ": \(text)")",
      hint: isOurs ? hints[code] ?? "Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET." : nil,
      cloudCode: code, requestID: body["correlation_id"]?.stringValue ?? "")
  }

  private static let hints = [
    "AADSTS7000215": """
    The client secret is wrong. Set AZURE_CLIENT_SECRET to the value of the secret, which is not its id.
    """,
    "AADSTS7000222": "The client secret has expired. Make a new one: az ad app credential reset --id CLIENT-ID",
    "AADSTS700016": "No such application is in the tenant. Check AZURE_CLIENT_ID and AZURE_TENANT_ID.",
    "AADSTS90002": "There is no such tenant in this cloud. Check AZURE_TENANT_ID and AZURE_AUTHORITY_HOST.",
    "AADSTS900023": "The tenant is neither an id nor a domain name. Check AZURE_TENANT_ID.",
    "AADSTS70021": "The application trusts no such federated identity: compare its issuer, subject and audience.",
    "AADSTS700024": "The federated token has expired. Whoever writes AZURE_FEDERATED_TOKEN_FILE must renew it.",
  ]

  private static func isTenantCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return true
    default:
      return false
    }
  }
}

extension String {
  /// What stands before the first occurrence of a text; all of it when there is none.
  func prefixBefore(_ text: String) -> String {
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(text) { return String(self[..<rest.startIndex]) }
      rest.removeFirst()
    }
    return self
  }
}
