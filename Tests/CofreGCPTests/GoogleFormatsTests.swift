import CofreHTTP
import CofreJSON
import CofreProvider
import Testing

@testable import CofreGCP

@Suite struct GoogleFormatsTests {
  @Test(arguments: [
    ("100000s", "100000s"), ("100000.0s", "100000s"), ("0100s", "100s"), ("0.500s", "0.5s"),
    ("1.000000001s", "1.000000001s"),
  ])
  func durationsHaveOneSpelling(_ text: String, _ canonical: String) {
    #expect(GoogleDuration(text)?.text == canonical)
  }

  @Test(arguments: [
    "", "s", "1", "-1s", "+1s", "1.s", ".5s", "1.0000000001s", "1 s", "99999999999999999999s", "1.5.5s",
  ])
  func otherTextsAreNoDurations(_ text: String) { #expect(GoogleDuration(text) == nil) }

  @Test func durationsCompareByLength() throws {
    #expect(try #require(GoogleDuration("9s")) < #require(GoogleDuration("10s")))
    #expect(try #require(GoogleDuration("1.1s")) < #require(GoogleDuration("1.20000000s")))
  }

  private func status(_ http: Int, _ json: JSON) -> GoogleStatus {
    GoogleStatus(HTTPResponse(status: http, body: json.serialized()))
  }

  @Test(
    arguments: [
      (404, "NOT_FOUND", "", .notFound), (409, "ALREADY_EXISTS", "", .alreadyExists), (409, "ABORTED", "", .conflict),
      (503, "UNAVAILABLE", "", .unavailable), (504, "DEADLINE_EXCEEDED", "", .ambiguous),
      (500, "INTERNAL", "", .ambiguous), (429, "RESOURCE_EXHAUSTED", "", .throttled),
      (403, "PERMISSION_DENIED", "", .denied), (403, "PERMISSION_DENIED", "SERVICE_DISABLED", .denied),
      (403, "PERMISSION_DENIED", "rateLimitExceeded", .throttled), (401, "UNAUTHENTICATED", "", .unauthenticated),
      (400, "INVALID_ARGUMENT", "", .invalid), (400, "FAILED_PRECONDITION", "", .invalid),
      (501, "UNIMPLEMENTED", "", .invalid),
    ] as [(Int, String, String, GoogleStatus.Class)])
  func errorsHaveAClass(_ http: Int, _ name: String, _ reason: String, _ expected: GoogleStatus.Class) {
    let info: JSON = ["@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": .string(reason)]
    let error: JSON = ["error": ["status": .string(name), "message": "m", "details": reason.isEmpty ? [] : [info]]]
    #expect(status(http, error).class == expected)
  }

  @Test(
    arguments: [
      (401, .unauthenticated), (403, .denied), (404, .notFound), (502, .unavailable), (504, .ambiguous),
      (418, .invalid),
    ]
      as [(Int, GoogleStatus.Class)])
  func anAnswerOfAProxyIsClassedByHTTPAlone(_ http: Int, _ expected: GoogleStatus.Class) {
    #expect(GoogleStatus(HTTPResponse(status: http, body: Array("<html>".utf8))).class == expected)
  }

  @Test func theReasonOfOlderAPIsIsRead() {
    let error: JSON = [
      "error": ["status": "PERMISSION_DENIED", "message": "m", "errors": [["reason": "userRateLimitExceeded"]]]
    ]
    #expect(status(403, error).class == .throttled)
  }

  @Test func theWaitThatIsAskedForIsRead() {
    let info: JSON = ["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "5.5s"]
    let error: JSON = ["error": ["status": "RESOURCE_EXHAUSTED", "message": "m", "details": [info]]]
    #expect(status(429, error).retryDelay == .milliseconds(5_500))
    let header = HTTPResponse(status: 503, headers: ["Retry-After": "7"], body: [])
    #expect(GoogleStatus(header).retryDelay == .seconds(7))
  }

  @Test func aDisabledAPIHasACommandAsItsHint() {
    let info: JSON = [
      "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED",
      "metadata": ["service": "cloudkms.googleapis.com", "consumer": "projects/123"],
    ]
    let json: JSON = ["error": ["status": "PERMISSION_DENIED", "message": "Off.", "details": [info]]]
    let error = status(403, json).providerError(about: "the creation of key ring r", changes: true)
    #expect(error.code == .denied)
    #expect(error.cloudCode == "PERMISSION_DENIED SERVICE_DISABLED")
    #expect(error.hint?.contains("gcloud services enable cloudkms.googleapis.com --project 123") == true)
    #expect(error.mayHaveChanged == false)
  }

  @Test func fieldsThatAreWrongAreNamed() {
    let info: JSON = [
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      "fieldViolations": [["field": "crypto_key.labels", "description": "too many"]],
    ]
    let json: JSON = ["error": ["status": "INVALID_ARGUMENT", "message": "Bad", "details": [info]]]
    let error = status(400, json).providerError(about: "the creation of key k", changes: true)
    #expect(error.message == "Google Cloud refused the creation of key k: Bad. crypto_key.labels: too many.")
  }
}
