import CofreCrypto
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// Tokens for a service account key: a signed assertion for an access token (RFC 7523).
struct ServiceAccountTokens: TokenSource {
  let origin: String
  private let email: String
  private let keyID: String
  private let key: RSAPrivateKey
  private let endpoint: TokenEndpoint
  private let clock: HTTPClock

  /// Reads a credentials file of type `service_account`.
  init(_ file: CredentialsFile, transport: any HTTPTransport, clock: HTTPClock) throws {
    email = try file.required("client_email")
    keyID = file.json["private_key_id"]?.stringValue ?? ""
    origin = "the service account \(email) of \(file.origin)"
    do {
      key = try RSAPrivateKey(pem: file.required("private_key"))
    } catch let error as CryptoError {
      throw file.problem("its private_key cannot be read: \(error.message)")
    }
    endpoint = try TokenEndpoint(
      file.json["token_uri"]?.stringValue ?? TokenEndpoint.defaultURL, saidBy: "token_uri of \(file.origin)",
      transport: transport, clock: clock)
    self.clock = clock
  }

  var isRenewable: Bool { true }

  func fetch() async throws -> AccessToken {
    try await endpoint.grant(
      [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", try assertion(issuedAt: Int64(clock.now()))),
      ],
      origin: origin,
      hint: """
        Check that the key still exists (gcloud iam service-accounts keys list --iam-account \(email)) and that this \
        machine's clock is right.
        """)
  }

  /// The JWT (RFC 7519), signed with RS256, valid for an hour.
  func assertion(issuedAt: Int64) throws -> String {
    var header: JSONObject = ["typ": "JWT", "alg": "RS256"]
    if !keyID.isEmpty { header["kid"] = .string(keyID) }
    let claims: JSON = [
      "iss": .string(email), "aud": .string(endpoint.url), "scope": .string(TokenEndpoint.scope),
      "iat": .integer(issuedAt), "exp": .integer(issuedAt + 3_600),
    ]
    let text = [JSON.object(header), claims].map { Base64.encodeForURL($0.serialized()) }.joined(separator: ".")
    do {
      return "\(text).\(Base64.encodeForURL(try key.sign(Array(text.utf8), padding: .pkcs1)))"
    } catch {
      throw ProviderError(.notConfigured, "The private key of \(origin) cannot sign.")
    }
  }
}
