package import CofreHTTP
import CofreModel

extension SigV4 {
  /// The request with the date, the session token and the signature in its headers.
  ///
  /// Throws ``HTTPError`` when the URL cannot be used. `sendsPayloadHash` adds `x-amz-content-sha256`, which S3 needs.
  package func signed(
    _ request: HTTPRequest, credentials: AWSCredentials, at time: UTCTime, sendsPayloadHash: Bool = false
  ) throws -> HTTPRequest {
    guard let url = URLParts(request.url) else {
      throw HTTPError(.malformed, "The address of the request is not an http or https URL.")
    }
    var request = request
    let payloadHash = Self.payloadHash(request.body)
    request.headers["X-Amz-Date"] = time.basic
    request.headers["X-Amz-Security-Token"] = credentials.sessionToken?.revealString(for: .providerRequest)
    if sendsPayloadHash { request.headers["X-Amz-Content-Sha256"] = payloadHash }
    let signature = sign(
      Request(
        method: request.method.rawValue, path: url.path, query: url.query ?? "",
        headers: request.headers.fields.map { ($0.name, $0.value) } + [("Host", url.authority)],
        payloadHash: payloadHash),
      keyID: credentials.accessKeyID, secret: credentials.secretAccessKey, at: time)
    request.headers["Authorization"] = signature.authorization
    return request
  }
}
