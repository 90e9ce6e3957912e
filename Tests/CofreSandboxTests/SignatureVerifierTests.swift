import Testing

@testable import CofreSandbox

/// Signatures published with AWS's test suite for Signature Version 4.
@Suite struct SignatureVerifierTests {
  @Test(arguments: [
    ("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    ("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
  ])
  func acceptsPublishedSignatures(method: String, target: String, signature: String) throws {
    #expect(try verify(method, target, signature) == SignatureVerifier.Scope(region: "us-east-1", service: "service"))
  }

  @Test func refusesAChangedRequest() {
    #expect(throws: AWSError.self) {
      try verify("GET", "/other", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
    }
  }

  private func verify(_ method: String, _ target: String, _ signature: String) throws -> SignatureVerifier.Scope {
    let verifier = SignatureVerifier(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      now: try #require(Instant(basic: "20150830T123600Z")))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
      + "SignedHeaders=host;x-amz-date, Signature=\(signature)"
    return try verifier.verify(
      SandboxRequest(
        method: method, target: target,
        headers: [
          ("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z"), ("Authorization", authorization),
        ]))
  }
}
