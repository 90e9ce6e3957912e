import CofreCrypto

/// Signature Version 4, from the service's side.
struct SignatureVerifier {
  /// What a good signature says about a request.
  struct Scope: Equatable {
    var region: String
    var service: String
  }

  /// Signatures are good for so long before and after the server's time.
  private static let toleranceSeconds: Int64 = 300
  private static let algorithm = "AWS4-HMAC-SHA256"

  let accessKeyID: String
  let secretAccessKey: String
  let now: Instant

  /// Verifies a request; throws the error AWS answers with when it does not hold.
  ///
  /// Codes are those of the JSON protocols; the Query protocol has other names for two of them.
  func verify(_ request: SandboxRequest) throws -> Scope {
    guard let authorization = request.header("authorization") else {
      throw AWSError("MissingAuthenticationTokenException", "Missing Authentication Token")
    }
    let credential = try Credential(authorization)
    guard let text = request.header("x-amz-date"), let date = Instant(basic: text) else {
      throw incomplete(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=\(authorization)"
      )
    }
    guard credential.accessKeyID == accessKeyID, request.header("x-amz-security-token") == nil else {
      throw AWSError("UnrecognizedClientException", "The security token included in the request is invalid.")
    }
    guard text.hasPrefix(credential.date) else {
      throw mismatch(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
          + "'\(credential.date)' != '\(text.prefix(8))', from '\(text)'.")
    }
    try checkTime(date)
    for name in ["host"] + request.headers.map({ $0.name.lowercased() }).filter({ $0.hasPrefix("x-amz-") })
    where !credential.signedHeaders.contains(name) {
      throw mismatch(
        name == "host"
          ? "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
          : "There were headers present in the request which were not signed: \(name)")
    }
    let expected = signature(of: request, credential: credential, timestamp: text)
    guard areEqualInConstantTime(Array(expected.utf8), Array(credential.signature.utf8)) else {
      throw mismatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
          + "Key and signing method. Consult the service documentation for details.")
    }
    return Scope(region: credential.region, service: credential.service)
  }

  private func checkTime(_ date: Instant) throws {
    let (earliest, latest) = (
      now.adding(seconds: -Self.toleranceSeconds), now.adding(seconds: Self.toleranceSeconds)
    )
    if date < Instant(seconds: earliest.seconds) {
      throw mismatch(
        "Signature expired: \(date.basic) is now earlier than \(earliest.basic) (\(now.basic) - 5 min.)")
    }
    if date > latest {
      throw mismatch(
        "Signature not yet current: \(date.basic) is still later than \(latest.basic) (\(now.basic) + 5 min.)")
    }
  }

  private func signature(of request: SandboxRequest, credential: Credential, timestamp: String) -> String {
    let canonical = [
      request.method, canonicalPath(request.path), canonicalQuery(request.query),
      credential.signedHeaders.map { "\($0):\(canonicalValue($0, request))\n" }.joined(),
      credential.signedHeaders.joined(separator: ";"), Hex.encode(SHA256.hash(request.body)),
    ].joined(separator: "\n")
    let scope = "\(credential.date)/\(credential.region)/\(credential.service)/aws4_request"
    let toSign = "\(Self.algorithm)\n\(timestamp)\n\(scope)\n\(Hex.encode(SHA256.hash(Array(canonical.utf8))))"
    var key = Array("AWS4\(secretAccessKey)".utf8)
    for part in [credential.date, credential.region, credential.service, "aws4_request", toSign] {
      key = HMACSHA256.code(for: Array(part.utf8), key: key)
    }
    return Hex.encode(key)
  }

  private func canonicalPath(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/", omittingEmptySubsequences: true) where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let joined = "/" + segments.joined(separator: "/")
    let isFolder = path.hasSuffix("/") && joined != "/"
    return PercentEncoding.encode(isFolder ? joined + "/" : joined, keeping: "/")
  }

  private func canonicalQuery(_ query: String) -> String {
    query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      func encoded(_ part: Substring) -> String { PercentEncoding.encode(PercentEncoding.decode(String(part))) }
      return (encoded(parts[0]), parts.count > 1 ? encoded(parts[1]) : "")
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// The values of a header, joined, with runs of white space as one space.
  private func canonicalValue(_ name: String, _ request: SandboxRequest) -> String {
    request.headers.filter { $0.name.lowercased() == name }.map { header in
      header.value.split { $0.isWhitespace }.joined(separator: " ")
    }.joined(separator: ",")
  }

  private func mismatch(_ message: String) -> AWSError { AWSError("InvalidSignatureException", message) }
  private func incomplete(_ message: String) -> AWSError { AWSError("IncompleteSignatureException", message) }
}

/// The parts of an `Authorization` header.
private struct Credential {
  var accessKeyID = ""
  var date = ""
  var region = ""
  var service = ""
  var signedHeaders: [String] = []
  var signature = ""

  init(_ header: String) throws {
    guard header.hasPrefix("AWS4-HMAC-SHA256 ") else {
      throw AWSError(
        "IncompleteSignatureException", "Unsupported AWS 'algorithm': '\(header.prefix { $0 != " " })'.")
    }
    var parameters: [String: String] = [:]
    for part in header.dropFirst("AWS4-HMAC-SHA256 ".count).split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard pair.count == 2 else {
        throw AWSError(
          "IncompleteSignatureException",
          "'\(part)' not a valid key=value pair (missing equal-sign) in Authorization header.")
      }
      parameters[String(pair[0])] = String(pair[1])
    }
    for name in ["Credential", "SignedHeaders", "Signature"] where parameters[name] == nil {
      throw AWSError(
        "IncompleteSignatureException", "Authorization header requires '\(name)' parameter. Authorization=\(header)")
    }
    let scope = (parameters["Credential"] ?? "").split(separator: "/", omittingEmptySubsequences: false).map(
      String.init)
    guard scope.count == 5, scope[4] == "aws4_request" else {
      throw AWSError(
        "IncompleteSignatureException",
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
          + "got '\(parameters["Credential"] ?? "")'")
    }
    (accessKeyID, date, region, service) = (scope[0], scope[1], scope[2], scope[3])
    signedHeaders = (parameters["SignedHeaders"] ?? "").split(separator: ";").map(String.init)
    signature = parameters["Signature"] ?? ""
  }
}
