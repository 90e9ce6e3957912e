import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import Foundation
import Testing

/// The official suite, when `COFRE_SIGV4_SUITE` names its folder: one folder a case, each with a request, a context and
/// what has to come out.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["COFRE_SIGV4_SUITE"] != nil))
struct SigV4SuiteTests {
  @Test(arguments: cases) func agrees(_ name: String) throws {
    let vector = try SigV4Vector(folder: "\(folder)/\(name)")
    try vector.checkHeaderSignature()
    try vector.checkPresignedQuery()
  }

  private static var folder: String { ProcessInfo.processInfo.environment["COFRE_SIGV4_SUITE"] ?? "" }
  private var folder: String { Self.folder }

  private static var cases: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

private struct SigV4Vector {
  private let folder: String
  private let signer: SigV4
  private let credentials: AWSCredentials
  private let time: UTCTime
  private let signsBody: Bool
  private let signsToken: Bool
  private let expires: Int64
  private var request: SigV4.Request

  init(folder: String) throws {
    self.folder = folder
    let context = try JSON.parse(String(contentsOfFile: "\(folder)/context.json", encoding: .utf8))
    let keys = try #require(context["credentials"])
    credentials = AWSCredentials(
      accessKeyID: try #require(keys["access_key_id"]?.stringValue),
      secretAccessKey: Sensitive(try #require(keys["secret_access_key"]?.stringValue)),
      sessionToken: keys["token"]?.stringValue.map { Sensitive($0) })
    signer = SigV4(
      region: try #require(context["region"]?.stringValue), service: try #require(context["service"]?.stringValue),
      normalizesPath: context["normalize"]?.boolValue ?? true)
    time = try #require(UTCTime(rfc3339: context["timestamp"]?.stringValue ?? ""))
    signsBody = context["sign_body"]?.boolValue ?? false
    signsToken = !(context["omit_session_token"]?.boolValue ?? false)
    expires = try #require(context["expiration_in_seconds"]?.integerValue)
    request = try Self.request(String(contentsOfFile: "\(folder)/request.txt", encoding: .utf8))
  }

  /// A request as text: request line, header lines (one that starts with a space continues the last), body.
  private static func request(_ text: String) throws -> SigV4.Request {
    let parts = text.components(separatedBy: "\n\n")
    var lines = parts[0].components(separatedBy: "\n")
    let line = lines.removeFirst()
    let target = line.split(separator: " ").dropFirst().dropLast().joined(separator: " ")
    let path = target.prefix { $0 != "?" }
    var headers: [(name: String, value: String)] = []
    for line in lines where !line.isEmpty {
      if line.hasPrefix(" ") {
        headers[headers.count - 1].value += "\n\(line)"
      } else {
        let colon = try #require(line.firstIndex(of: ":"))
        headers.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
      }
    }
    return SigV4.Request(
      method: String(line.prefix { $0 != " " }), path: String(path),
      query: String(target[path.endIndex...].dropFirst()),
      headers: headers, payloadHash: SigV4.payloadHash(Array((parts.count > 1 ? parts[1] : "").utf8)))
  }

  func checkHeaderSignature() throws {
    var request = request
    request.headers.append(("X-Amz-Date", time.basic))
    if signsBody { request.headers.append(("x-amz-content-sha256", request.payloadHash)) }
    if signsToken, let token = credentials.sessionToken?.revealString(for: .providerRequest) {
      request.headers.append(("X-Amz-Security-Token", token))
    }
    let result = signer.sign(
      request, keyID: credentials.accessKeyID, secret: credentials.secretAccessKey, at: time)
    try check(result, "header")
    #expect(try golden("header-signed-request").contains(result.authorization))
  }

  func checkPresignedQuery() throws {
    let result = signer.presignedQuery(
      request, credentials: credentials, at: time, expires: .seconds(expires), signsToken: signsToken)
    try check(result.signature, "query")
    #expect(result.query.hasSuffix("X-Amz-Signature=\(try golden("query-signature"))"))
  }

  private func check(_ result: SigV4.Signature, _ form: String) throws {
    #expect(result.canonicalRequest == (try golden("\(form)-canonical-request")))
    #expect(result.stringToSign == (try golden("\(form)-string-to-sign")))
    #expect(result.signature == (try golden("\(form)-signature")))
  }

  private func golden(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name).txt", encoding: .utf8)
  }
}
