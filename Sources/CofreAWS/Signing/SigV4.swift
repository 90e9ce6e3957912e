import CofreCrypto

package import CofreHTTP
package import CofreModel

/// Signature Version 4, as a pure function of credentials, request and date.
package struct SigV4: Sendable {
  package var region: String
  /// The signing name, such as `secretsmanager`.
  package var service: String
  /// Whether the path is normalised (`.`, `..`, doubled slashes) before it is signed: by all services but S3.
  package var normalizesPath: Bool
  /// Whether the path, as it stands on the wire, is percent-encoded once more: by all services but S3.
  package var encodesPathTwice: Bool

  package init(region: String, service: String, normalizesPath: Bool = true, encodesPathTwice: Bool = true) {
    self.region = region
    self.service = service
    self.normalizesPath = normalizesPath
    self.encodesPathTwice = encodesPathTwice
  }

  /// What is signed of a request.
  package struct Request: Sendable {
    package var method: String
    /// As it stands on the wire, without the query.
    package var path: String
    /// As it stands on the wire, without the `?`.
    package var query: String
    /// With `Host`; a name may stand in it more than once.
    package var headers: [(name: String, value: String)]
    package var payloadHash: String

    package init(
      method: String, path: String, query: String = "", headers: [(name: String, value: String)], payloadHash: String
    ) {
      self.method = method
      self.path = path
      self.query = query
      self.headers = headers
      self.payloadHash = payloadHash
    }
  }

  package struct Signature: Sendable {
    package var canonicalRequest: String
    package var stringToSign: String
    /// 64 hexadecimal digits.
    package var signature: String
    /// The value of the `Authorization` field.
    package var authorization: String
  }

  /// The lower-case hexadecimal SHA-256 of a body.
  package static func payloadHash(_ body: [UInt8]) -> String { Hex.encode(SHA256.hash(body)) }

  /// Signs a request as it is: the caller has added `X-Amz-Date` and `X-Amz-Security-Token`, or the query fields that
  /// stand for them.
  package func sign(_ request: Request, keyID: String, secret: Sensitive, at time: UTCTime) -> Signature {
    let canonical = canonicalRequest(request)
    let scope = scope(at: time)
    let stringToSign = [
      Self.algorithm, time.basic, scope, Hex.encode(SHA256.hash(Array(canonical.text.utf8))),
    ].joined(separator: "\n")
    let signature = Hex.encode(
      HMACSHA256.code(for: Array(stringToSign.utf8), key: signingKey(secret, date: String(time.basic.prefix(8)))))
    return Signature(
      canonicalRequest: canonical.text, stringToSign: stringToSign, signature: signature,
      authorization: "\(Self.algorithm) Credential=\(keyID)/\(scope), SignedHeaders=\(canonical.signedHeaders), "
        + "Signature=\(signature)")
  }

  /// The query with the fields of a presigned request added, the signature among them.
  ///
  /// `expires` is at most seven days. With `signsToken` false the session token is added after signing.
  package func presignedQuery(
    _ request: Request, credentials: AWSCredentials, at time: UTCTime, expires: Duration, signsToken: Bool = true
  ) -> (query: String, signature: Signature) {
    var request = request
    var fields = [
      ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(at: time))"),
      ("X-Amz-Date", time.basic), ("X-Amz-SignedHeaders", signedHeaders(request).names.joined(separator: ";")),
      ("X-Amz-Expires", "\(expires.components.seconds)"),
    ]
    let token = credentials.sessionToken?.revealString(for: .providerRequest).map { ("X-Amz-Security-Token", $0) }
    if let token, signsToken { fields.append(token) }
    func join(_ query: String, _ fields: [(String, String)]) -> String {
      query.isEmpty ? FormEncoding.encode(fields) : "\(query)&\(FormEncoding.encode(fields))"
    }
    request.query = join(request.query, fields)
    let signature = sign(request, keyID: credentials.accessKeyID, secret: credentials.secretAccessKey, at: time)
    var added: [(String, String)] = []
    if let token, !signsToken { added.append(token) }
    added.append(("X-Amz-Signature", signature.signature))
    return (join(request.query, added), signature)
  }

  private static let algorithm = "AWS4-HMAC-SHA256"

  private func scope(at time: UTCTime) -> String { "\(time.basic.prefix(8))/\(region)/\(service)/aws4_request" }

  private func signingKey(_ secret: Sensitive, date: String) -> [UInt8] {
    var key = Array("AWS4\(secret.revealString(for: .providerRequest) ?? "")".utf8)
    for part in [date, region, service, "aws4_request"] {
      let next = HMACSHA256.code(for: Array(part.utf8), key: key)
      wipe(&key)
      key = next
    }
    return key
  }
}
