import CofreModel
import CofreHTTP
import CofreJSON
import CofreProvider
import Testing

@testable import CofreGCP

@Suite struct OperationTests {
  private let poll = "GET /v1/projects/p/locations/global/operations/1"
  private let running: JSON = ["name": "projects/p/locations/global/operations/1"]

  private func wait(_ cloud: FakeCloud, from operation: JSON, timeout: Duration = .seconds(60)) async throws -> JSON {
    let environment = GCPEnvironment(configuration: ["access_token": "t"], variables: [:], readFile: { _ in nil })
    let client = GCPClient(
      try .cloudKMS(environment), environment: environment,
      credentials: CredentialChain(environment, transport: cloud, clock: cloud.clock), transport: cloud,
      clock: cloud.clock)
    defer { cloud.expectOver() }
    return try await client.wait(for: operation, subject: "the removal of key k", timeout: timeout)
  }

  @Test func anOperationThatIsDoneCostsNoCall() async throws {
    #expect(try await wait(FakeCloud([]), from: ["done": true, "response": ["a": 1]]) == ["a": 1])
  }

  @Test func thePausesGrowUntilItIsDone() async throws {
    let script = Array(repeating: on(poll, nil, 200, running), count: 7) + [on(poll, nil, 200, ["done": true])]
    let cloud = FakeCloud(script)
    #expect(try await wait(cloud, from: running) == [:])
    #expect(cloud.pauses.map { $0 / .seconds(1) } == [1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 10])
  }

  @Test func anOperationThatFailsIsAnError() async throws {
    let failed: JSON = ["done": true, "error": ["code": 7, "message": "Not yours."]]
    let error = try await providerError { _ = try await wait(FakeCloud([on(poll, nil, 200, failed)]), from: running) }
    #expect(error.code == .denied)
    #expect(error.cloudCode == "PERMISSION_DENIED")
    #expect(error.message == "Google Cloud refused the removal of key k: Not yours.")
  }

  @Test func waitingEnds() async throws {
    let cloud = FakeCloud(Array(repeating: on(poll, nil, 200, running), count: 3))
    let error = try await providerError { _ = try await wait(cloud, from: running, timeout: .seconds(4)) }
    #expect(error.code == .timedOut)
    #expect(error.mayHaveChanged)
  }
}
