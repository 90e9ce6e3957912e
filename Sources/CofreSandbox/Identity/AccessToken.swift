import CofreCrypto
import CofreJSON

/// The access tokens that the sandbox issues: JWTs under its own key, so that none needs to be remembered.
enum AccessToken {
  /// A token of these claims; `iat`, `nbf` and `exp` are added.
  static func issue(_ claims: JSONObject, lifetimeSeconds: Int64, key: [UInt8], at now: Instant) -> String {
    var claims = claims
    claims["iat"] = .integer(now.seconds)
    claims["nbf"] = .integer(now.seconds)
    claims["exp"] = .integer(now.seconds + lifetimeSeconds)
    let header: JSON = ["typ": "JWT", "alg": "HS256"]
    let signed = Base64.encodeForURL(header.serialized()) + "." + Base64.encodeForURL(JSON.object(claims).serialized())
    return signed + "." + Base64.encodeForURL(HMACSHA256.code(for: Array(signed.utf8), key: key))
  }

  enum Failure: Error {
    case malformed
    case expired
  }

  /// The claims of a token that this sandbox issued and that is still good.
  static func claims(of token: String, key: [UInt8], at now: Instant) -> Result<JSONObject, Failure> {
    guard let parsed = JSONWebToken(token),
      areEqualInConstantTime(parsed.signature, HMACSHA256.code(for: parsed.signedBytes, key: key)),
      let expiry = parsed.claims.integer("exp")
    else { return .failure(.malformed) }
    return now.seconds < expiry ? .success(parsed.claims) : .failure(.expired)
  }
}

/// A JSON Web Token (RFC 7519) taken apart; nothing is verified.
struct JSONWebToken {
  let header: JSONObject
  let claims: JSONObject
  let signedBytes: [UInt8]
  let signature: [UInt8]

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let header = JSONWebToken.object(parts[0]), let claims = JSONWebToken.object(parts[1]),
      let signature = Base64.decode(parts[2])
    else { return nil }
    self.header = header
    self.claims = claims
    self.signature = signature
    signedBytes = Array("\(parts[0]).\(parts[1])".utf8)
  }

  private static func object(_ part: String) -> JSONObject? {
    Base64.decode(part).flatMap { try? JSON.parse($0) }?.objectValue
  }
}
