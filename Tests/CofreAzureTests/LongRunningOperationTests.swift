import CofreHTTP
import CofreJSON
import CofreProvider
import Testing

@testable import CofreAzure

@Suite struct LongRunningOperationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var method: HTTPRequest.Method
    /// The first answer and those to the polls.
    var answers: [HTTPResponse]
    /// Where and after how many seconds each poll goes; nil seconds mean our own interval.
    var polls: [String]
    var outcome: String

    var testDescription: String { name }
  }

  private static func answer(_ status: Int, _ body: JSON? = nil, _ headers: [(String, String)] = []) -> HTTPResponse {
    var fields = HTTPHeaders()
    for (name, value) in headers { fields.append(name, value) }
    return HTTPResponse(status: status, headers: fields, body: body?.serialized() ?? [])
  }

  private static func state(_ state: String) -> JSON {
    ["id": "/x", "properties": ["provisioningState": .string(state)]]
  }

  static let cases: [Case] = [
    Case(
      name: "a synchronous PUT", method: .put, answers: [answer(201, state("Succeeded"))], polls: [],
      outcome: "finished Succeeded"),
    Case(
      name: "a PUT without a state", method: .put, answers: [answer(200, ["id": "/x"])], polls: [], outcome: "finished"),
    Case(
      name: "a PUT that is polled by its own state", method: .put,
      answers: [
        answer(200, state("RegisteringDns")), answer(200, state("RegisteringDns")), answer(200, state("Succeeded")),
      ], polls: ["resource", "resource"], outcome: "finished Succeeded"),
    Case(
      name: "a PUT with both headers follows the status", method: .put,
      answers: [
        answer(
          201, state("Updating"), [("azure-asyncoperation", "status"), ("Location", "location"), ("Retry-After", "3")]),
        answer(200, ["status": "InProgress"], [("Retry-After", "10")]), answer(200, ["status": "succeeded"]),
        answer(200, state("Succeeded")),
      ], polls: ["status 3", "status 10", "resource 0"], outcome: "finished Succeeded"),
    Case(
      name: "a status that fails with HTTP 200", method: .put,
      answers: [
        answer(201, state("Updating"), [("Azure-AsyncOperation", "status")]),
        answer(200, ["status": "Failed", "error": ["code": "InvalidPrivateLinkServiceId", "message": "No such."]]),
      ], polls: ["status"], outcome: "failed InvalidPrivateLinkServiceId"),
    Case(
      name: "an operation that is cancelled", method: .put,
      answers: [
        answer(201, state("Updating"), [("Azure-AsyncOperation", "status")]), answer(200, ["status": "Canceled"]),
      ], polls: ["status"], outcome: "failed Canceled"),
    Case(
      name: "a resource that fails", method: .put,
      answers: [answer(201, state("Creating")), answer(200, state("Failed"))], polls: ["resource"],
      outcome: "failed Failed"),
    Case(
      name: "a resource that is not there at once", method: .put,
      answers: [answer(201, state("Creating")), answer(404), answer(200, state("Succeeded"))],
      polls: ["resource", "resource"], outcome: "finished Succeeded"),
    Case(
      name: "a resource that never comes", method: .put,
      answers: [answer(201, state("Creating")), answer(404), answer(404), answer(404), answer(404)],
      polls: ["resource", "resource", "resource", "resource"], outcome: "failed HTTP 404"),
    Case(
      name: "a DELETE by location, which may move", method: .delete,
      answers: [
        answer(202, nil, [("Location", "one"), ("Retry-After", "15")]),
        answer(202, nil, [("Location", "two"), ("Retry-After", "0")]), answer(200),
      ], polls: ["one 15", "two 0"], outcome: "finished"),
    Case(
      name: "a DELETE with both headers", method: .delete,
      answers: [
        answer(202, nil, [("Azure-AsyncOperation", "status"), ("Location", "location"), ("Retry-After", "10")]),
        answer(200, ["status": "Succeeded"]),
      ], polls: ["status 10"], outcome: "finished"),
    Case(name: "a DELETE that is done", method: .delete, answers: [answer(200)], polls: [], outcome: "finished"),
    Case(name: "a DELETE of nothing", method: .delete, answers: [answer(204)], polls: [], outcome: "finished"),
    Case(
      name: "a purge", method: .post,
      answers: [
        answer(202, nil, [("Location", "result")]),
        answer(200, ["createdDateTime": "…", "lastActionDateTime": "…", "status": "Succeeded"]),
      ], polls: ["result"], outcome: "finished"),
    Case(
      name: "a purge that fails", method: .post,
      answers: [
        answer(202, nil, [("Location", "result")]),
        answer(200, ["status": "Failed", "error": ["code": "ConflictError", "message": "…"]]),
      ], polls: ["result"], outcome: "failed ConflictError"),
    Case(
      name: "a poll that is refused", method: .put,
      answers: [
        answer(201, state("Updating"), [("Azure-AsyncOperation", "status")]),
        answer(403, ["error": ["code": "AuthorizationFailed", "message": "…"]]),
      ], polls: ["status"], outcome: "failed AuthorizationFailed"),
    Case(
      name: "a status that says nothing", method: .put,
      answers: [answer(201, state("Updating"), [("Azure-AsyncOperation", "status")]), answer(200, [:])],
      polls: ["status"], outcome: "failed "),
  ]

  @Test(arguments: cases) func follows(_ example: Case) {
    var answers = example.answers[...]
    var (operation, step) = LongRunningOperation.begin(example.method, "resource", answers.removeFirst(), now: 0)
    var polls: [String] = []
    while case .poll(let url, let after) = step, let answer = answers.popFirst() {
      polls.append(url + (after.map { " \($0.components.seconds)" } ?? ""))
      step = operation.advance(answer, now: 0)
    }
    #expect(polls == example.polls)
    #expect(answers.isEmpty)
    switch step {
    case .poll: #expect(example.outcome == "still running")
    case .failed(let error): #expect("failed \(error.code)" == example.outcome)
    case .finished(let result):
      let state = result.value(at: ["properties", "provisioningState"])?.stringValue
      #expect("finished" + (state.map { " \($0)" } ?? "") == example.outcome)
    }
  }

  @Test func aPollElsewhereGetsNoToken() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE {group}", 202, nil, [("Location", "https://evil.example/poll"), ("Retry-After", "0")])
    azure.expect("GET evil.example/poll", 200)
    try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(azure.received[0].request.headers["Authorization"] == "Bearer token-1")
    #expect(azure.received[1].request.headers["Authorization"] == nil)
  }

  @Test func aPollWithoutEncryptionGetsNothing() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE {group}", 202, nil, [("Location", "http://management.azure.com:443/poll")])
    let error = await failure { try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group) }
    #expect(error?.code == .unexpectedResponse)
    #expect(error?.mayHaveChanged == true)
    #expect(azure.received.count == 1)
  }

  @Test func givesUpWhenTimeIsUp() async throws {
    let azure = FakeAzure()
    let headers = [("Location", "/operationresults/a"), ("Retry-After", "1000")]
    azure.expect("DELETE {group}", 202, nil, headers)
    for _ in 0..<5 { azure.expect("GET /operationresults/a", 202, nil, headers) }
    let error = await failure { try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group) }
    #expect(error?.code == .timedOut)
    #expect(error?.mayHaveChanged == true)
    #expect(error?.message.contains("5400 seconds") == true)
  }
}
