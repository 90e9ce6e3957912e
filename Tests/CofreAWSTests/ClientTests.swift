import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

private let describe = "DescribeSecret"
private let missing = FakeAWS.Reply.fault("ResourceNotFoundException")

@Suite struct ClientTests {
  private let clock = FakeClock()

  /// Reads a secret against a script; the error, or nil when it is not there.
  private func read(_ replies: [FakeAWS.Reply]) async throws -> (error: ProviderError?, sent: [HTTPRequest]) {
    let fake = FakeAWS(replies.map { (describe, $0) })
    let bench = LifecycleBench(provider: try AWSProvider.scripted(fake, clock))
    do {
      _ = try await bench.read("aws.secretsmanager.Secret", ResourceResult(id: "x", outputs: [:]), [:])
      #expect(fake.isOver)
      return (nil, fake.sent)
    } catch {
      #expect(fake.isOver)
      return (try #require(error as? ProviderError), fake.sent)
    }
  }

  @Test func speaksTheProtocol() async throws {
    let request = try #require(try await read([missing]).sent.first)
    #expect(request.method == .post && request.url == "https://secretsmanager.us-west-2.amazonaws.com/")
    #expect(request.headers["Content-Type"] == "application/x-amz-json-1.1")
    #expect(request.headers["X-Amz-Target"] == "secretsmanager.DescribeSecret")
    #expect(request.headers["X-Amz-Date"] == "20261121T194544Z")
    #expect(
      request.headers["Authorization"]?.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIDFAKE000000000001/20261121/us-west-2/secretsmanager/aws4_request, "
          + "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=") == true)
  }

  @Test(arguments: [
    ("AccessDeniedException", 400, "denied"), ("UnrecognizedClientException", 400, "unauthenticated"),
    ("InvalidClientTokenId", 403, "unauthenticated"), ("SignatureDoesNotMatch", 403, "unauthenticated"),
    ("ExpiredTokenException", 400, "unauthenticated"), ("DecryptionFailure", 400, "denied"),
    ("InvalidParameterException", 400, "invalid"), ("LimitExceededException", 400, "invalid"),
    ("com.amazonaws.x#AccessDeniedException:http://y", 400, "denied"), ("PreconditionNotMetException", 400, "conflict"),
    ("Unheard", 404, "invalid"),
  ])
  func tellsErrorsByTheirCode(_ cloudCode: String, _ status: Int, _ code: String) async throws {
    let error = try #require(try await read([.fault(cloudCode, "Words", status: status)]).error)
    #expect(error.code.rawValue == code)
    #expect(error.message == "secretsmanager:DescribeSecret failed. Words.")
    #expect(error.requestID == "request-1")
    #expect(!error.cloudCode.contains("#") && !error.cloudCode.contains(":"))
  }

  @Test func readsErrorsInWhateverFormTheyCome() async throws {
    let xml =
      "<ErrorResponse><Error><Code>AccessDenied</Code><Message>a &lt; b</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    let inXML = try #require(
      try await read([.response(HTTPResponse(status: 403, body: Array(xml.utf8)))]).error)
    #expect(inXML.code == .denied && inXML.message.contains("a < b") && inXML.requestID == "r")
    let inHeader = HTTPResponse(status: 400, headers: ["x-amzn-errortype": "AccessDeniedException:"], body: [])
    #expect(try await read([.response(inHeader)]).error?.code == .denied)
    let html = HTTPResponse(status: 400, body: Array("<html>Bad gateway & more".utf8))
    #expect(
      try await read([.response(html)]).error?.message == "secretsmanager:DescribeSecret failed. HTTP status 400.")
  }

  @Test(arguments: ["", "<html>", "[]", "{}"]) func anAnswerThatIsNoneIsSaid(_ body: String) async throws {
    let answer = HTTPResponse(status: 200, body: Array(body.utf8))
    #expect(try await read([.response(answer)]).error?.code == .unexpectedResponse)
  }

  @Test func repeatsWhatPasses() async throws {
    #expect(
      try await read([.failure(.interrupted), .fault("InternalServiceError", status: 500), missing]).error == nil)
    #expect(
      try await read([.fault("X", status: 503), .fault("X", status: 503), .fault("X", status: 503)]).error?.code
        == .unavailable)
    let throttled = Array(repeating: FakeAWS.Reply.fault("ThrottlingException"), count: 10)
    #expect(try await read(throttled.dropLast() + [missing]).error == nil)
    #expect(try await read(throttled).error?.code == .throttled)
    #expect(try await read([.failure(.untrusted)]).error?.code == .unreachable)
  }

  @Test func signsEachAttemptAnew() async throws {
    let sent = try await read([.fault("ThrottlingException"), .fault("ThrottlingException"), missing]).sent
    #expect(Set(sent.map { $0.headers["X-Amz-Date"] }).count > 1)
    #expect(Set(sent.map { $0.headers["Authorization"] }).count == Set(sent.map { $0.headers["X-Amz-Date"] }).count)
  }

  @Test func takesTheServicesTimeWhenOursIsWrong() async throws {
    func skewed(_ date: String) -> FakeAWS.Reply {
      .response(
        HTTPResponse(
          status: 400, headers: ["Date": date],
          body: (["__type": "InvalidSignatureException", "message": "Signature expired"] as JSON).serialized()))
    }
    let corrected = try await read([skewed("Sat, 21 Nov 2026 20:45:44 GMT"), missing])
    #expect(corrected.error == nil)
    #expect(corrected.sent[1].headers["X-Amz-Date"] == "20261121T204544Z")
    // With the right date the secret is wrong, and trying again would not help.
    #expect(try await read([skewed("Sat, 21 Nov 2026 19:46:00 GMT")]).error?.code == .unauthenticated)
    #expect(
      try await read([skewed("Sat, 21 Nov 2026 20:45:44 GMT"), skewed("Sat, 21 Nov 2026 20:45:44 GMT")]).error?.code
        == .unauthenticated)
  }

  @Test func refusesTheWrongAccount() async throws {
    let url = "https://sts.us-west-2.amazonaws.com/ Action=GetCallerIdentity&Version=2011-06-15"
    let answer = FakeAWS.Reply.response(
      HTTPResponse(status: 200, body: Array("<R><Account>111122223333</Account></R>".utf8)))
    for (allowed, code) in [("111122223333", nil), ("999999999999", ProviderError.Code.denied)] {
      let fake = FakeAWS([(url, answer)] + (code == nil ? [(describe, missing), (describe, missing)] : []))
      let provider = try AWSProvider.scripted(fake, clock, ["allowed_account_ids": [.string(allowed)]])
      let bench = LifecycleBench(provider: provider)
      let secret = ResourceResult(id: "x", outputs: [:])
      if let code {
        await bench.expectFailure(code) { try await $0.read("aws.secretsmanager.Secret", secret, [:]) }
      } else {
        // It asks once.
        for _ in 1...2 { #expect(try await bench.read("aws.secretsmanager.Secret", secret, [:]) == nil) }
      }
      #expect(fake.isOver)
    }
  }

  @Test func errorsHoldNoSecret() async throws {
    let error = try #require(try await read([.failure(.timedOut), .failure(.timedOut), .failure(.timedOut)]).error)
    #expect(error.code == .timedOut && error.mayHaveChanged)
    #expect(!"\(error)".contains("hush"))
  }

  @Test func theTypesHaveLifecycles() throws {
    let provider = try AWSProvider.scripted(FakeAWS([]))
    #expect(provider.lifecycle(for: "aws.secretsmanager.Secret") != nil)
    #expect(provider.lifecycle(for: "aws.secretsmanager.SecretVersion") != nil)
    #expect(provider.lifecycle(for: "gcp.kms.KeyRing") == nil)
  }
}
