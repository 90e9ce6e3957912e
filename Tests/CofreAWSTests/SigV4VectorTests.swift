import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import Foundation
import Testing

/// The kinds of requests that we make, signed by botocore; see `Tests/Vectors/SigV4/generate.py`.
@Suite struct SigV4VectorTests {
  @Test func botocoreSignsTheSame() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Vectors/SigV4/sigv4.json")
    let document = try JSON.parse(String(contentsOf: file, encoding: .utf8))
    let time = try #require(UTCTime(rfc3339: document["time"]?.stringValue ?? ""))
    let vectors = document["vectors"]?.arrayValue ?? []
    #expect(vectors.count >= 16)
    for vector in vectors {
      func text(_ name: String) -> String { vector[name]?.stringValue ?? "" }
      let credentials = AWSCredentials(
        accessKeyID: document["keyID"]?.stringValue ?? "",
        secretAccessKey: Sensitive(document["secret"]?.stringValue ?? ""),
        sessionToken: vector["token"]?.stringValue.map { Sensitive($0) })
      let isS3 = text("service") == "s3"
      let signer = SigV4(
        region: text("region"), service: text("service"), normalizesPath: !isS3, encodesPathTwice: !isS3)
      var headers = HTTPHeaders()
      for (name, value) in vector["headers"]?.objectValue?.members ?? [] {
        headers.append(name, value.stringValue ?? "")
      }
      let method = try #require(HTTPRequest.Method(rawValue: text("method")))
      let request = HTTPRequest(method, text("url"), headers: headers, body: Array(text("body").utf8))
      let signed = try signer.signed(request, credentials: credentials, at: time, sendsPayloadHash: isS3)
      #expect(signed.headers["Authorization"] == text("authorization"), "\(text("name"))")

      if vector["presigned"]?.stringValue != nil {
        let parts = try #require(URLParts(request.url))
        let plain = SigV4.Request(
          method: method.rawValue, path: parts.path, query: parts.query ?? "",
          headers: headers.fields.map { ($0.name, $0.value) } + [("Host", parts.authority)],
          payloadHash: SigV4.payloadHash(request.body))
        let presigned = signer.presignedQuery(plain, credentials: credentials, at: time, expires: .seconds(900))
        #expect(presigned.signature.signature == text("presigned"), "\(text("name")), presigned")
      }
    }
  }
}
