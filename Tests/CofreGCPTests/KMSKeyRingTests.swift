import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

@Suite struct KMSKeyRingTests {
  private let ring: JSON = ["name": "projects/p/locations/global/keyRings/r", "createTime": "2026-11-21T17:00:00.5Z"]
  private let inputs: [String: Value] = ["name": "r", "location": "global", "project": "p"]
  private let post = "POST /v1/projects/p/locations/global/keyRings?keyRingId=r"
  private let get = "GET /v1/projects/p/locations/global/keyRings/r"

  @Test func makesARing() async throws {
    let cloud = FakeCloud([on(post, [:], 200, ring)])
    let result = try await cloud.lifecycle(ringType).create(create(ringType, inputs))
    #expect(result.id == ringID)
    #expect(
      result.outputs == [
        "create_time": "2026-11-21T17:00:00.5Z", "location": "global", "name": "r", "project": "p",
      ])
    #expect(cloud.requests[0].headers["Content-Type"] == "application/json")
    cloud.expectOver()
  }

  @Test func takesUpARingThatIsThere() async throws {
    let cloud = FakeCloud([on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, ring)])
    let result = try await cloud.lifecycle(ringType).create(create(ringType, inputs))
    #expect(result.id == ringID)
    #expect(result.outputs["create_time"] == "2026-11-21T17:00:00.5Z")
    cloud.expectOver()
  }

  @Test func findsWhatAnInterruptedCreateMade() async throws {
    let cloud = FakeCloud([on(get, error: "NOT_FOUND", 404), on(get, nil, 200, ring)])
    let lifecycle = try cloud.lifecycle(ringType)
    #expect(try await lifecycle.findCreated(create(ringType, inputs)) == nil)
    #expect(try await lifecycle.findCreated(create(ringType, inputs))?.id == ringID)
  }

  @Test(arguments: [ringID, "p/global/r"])
  func readsByEitherFormOfTheID(_ id: String) async throws {
    let cloud = FakeCloud([on(get, nil, 200, ring)])
    let result = try await cloud.lifecycle(ringType).read(read(ringType, id))
    #expect(result?.id == ringID)
    #expect(result?.inputs == inputs)
  }

  @Test func aProjectThatWasNotSaidIsNoInput() async throws {
    let cloud = FakeCloud([on(get, nil, 200, ring)])
    let recorded: [String: Value] = ["name": "r", "location": "global"]
    #expect(try await cloud.lifecycle(ringType).read(read(ringType, ringID, recorded: recorded))?.inputs == recorded)
  }

  @Test(arguments: ["", "r", "global/r", "p/global/r/k/x", "projects/p/locations/global/keyRings/", "p//r", "p/../r"])
  func anIDThatIsNoneIsRefused(_ id: String) async throws {
    let lifecycle = try FakeCloud([]).lifecycle(ringType)
    let error = try await providerError { _ = try await lifecycle.read(read(ringType, id)) }
    #expect(error.code == .invalid)
    #expect(error.hint?.contains("keyRings/{name}") == true)
  }

  @Test func aRingThatIsGoneReadsAsGoneAndOneThatMayNotBeSeenDoesNot() async throws {
    let cloud = FakeCloud([on(get, error: "NOT_FOUND", 404), on(get, error: "PERMISSION_DENIED", 403)])
    let lifecycle = try cloud.lifecycle(ringType)
    #expect(try await lifecycle.read(read(ringType, ringID)) == nil)
    let error = try await providerError { _ = try await lifecycle.read(read(ringType, ringID)) }
    #expect(error.code == .denied)
    #expect(error.hint?.contains("Grant") == true)
  }

  @Test(
    arguments: [
      ([:], [:], ["project": "p"], []), ([:], ["project": "p"], ["project": "p"], []), (["project": "p"], [:], [:], []),
      (["project": "p"], ["project": "q"], [:], ["project"]), ([:], ["project": "q"], ["project": "p"], ["project"]),
    ] as [([String: Value], [String: Value], [String: Value], [String])])
  func aProjectThatIsNotSaidIsTheOneThatTheRingHas(
    _ old: [String: Value], _ new: [String: Value], _ outputs: [String: Value], _ changes: [String]
  ) throws {
    let diff = try FakeCloud([]).lifecycle(ringType).diff(
      DiffRequest(
        urn: owner(ringType).urn, type: ringType, id: ringID, oldInputs: old, oldOutputs: outputs, newInputs: new))
    #expect(diff.changes.map(\.path.description) == changes)
    #expect(diff.requiresReplacement == !changes.isEmpty)
  }

  @Test func deletingARingCallsNothing() async throws {
    try await FakeCloud([]).lifecycle(ringType).delete(delete(ringType, ringID))
  }

  // MARK: - Retries

  @Test func whatPassesByItselfIsTriedAgain() async throws {
    let cloud = FakeCloud([
      on(get, error: "UNAVAILABLE", 503), on(get, error: "RESOURCE_EXHAUSTED", 429), on(get, fails: .interrupted),
      on(get, error: "INTERNAL", 500), on(get, nil, 200, ring),
    ])
    #expect(try await cloud.lifecycle(ringType).read(read(ringType, ringID)) != nil)
    #expect(cloud.pauses == [.seconds(1), .seconds(2), .milliseconds(1_200), .milliseconds(2_400)])
  }

  @Test func theWaitThatTheCloudAsksForIsHeard() async throws {
    let info: JSON = ["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"]
    let cloud = FakeCloud([on(get, error: "RESOURCE_EXHAUSTED", 429, details: [info]), on(get, nil, 200, ring)])
    _ = try await cloud.lifecycle(ringType).read(read(ringType, ringID))
    #expect(cloud.pauses == [.seconds(17)])
  }

  @Test func anEndpointThatNobodyServesIsNamedAfterAFewAttempts() async throws {
    let cloud = FakeCloud(Array(repeating: on(get, fails: .unconnected), count: 6))
    let lifecycle = try cloud.lifecycle(ringType)
    let error = try await providerError { _ = try await lifecycle.read(read(ringType, ringID)) }
    #expect(error.code == .unreachable)
    #expect(error.message == "Google Cloud did not answer the reading of key ring r: No answer from the host.")
    #expect(error.mayHaveChanged == false)
    #expect(cloud.pauses.reduce(.zero, +) < .seconds(10))
    cloud.expectOver()
  }

  @Test func anAnswerThatIsNoJSONIsASurprise() async throws {
    var exchange = on(get)
    exchange.answer = Array("<html>".utf8)
    let lifecycle = try FakeCloud([exchange]).lifecycle(ringType)
    let error = try await providerError { _ = try await lifecycle.read(read(ringType, ringID)) }
    #expect(error.code == .unexpectedResponse)
  }
}
