import CofreJSON
import CofreModel
import CofreProvider
import Testing

/// What Google's own client for Python (google-cloud-kms 3.18.0, over REST) sends for the same thing.
///
/// It adds `$alt=json;enum-encoding=int` and writes enumerations as numbers; we write their names, which the API reads
/// as well.
private struct OfficialCall {
  var call: String
  var body: JSON

  /// The body with the names of its enumerations.
  var named: JSON { Self.name(body) }

  private static let names: [String: [Int64: String]] = [
    "purpose": [1: "ENCRYPT_DECRYPT", 5: "ASYMMETRIC_SIGN"], "protectionLevel": [1: "SOFTWARE", 2: "HSM"],
    "algorithm": [1: "GOOGLE_SYMMETRIC_ENCRYPTION", 12: "EC_SIGN_P256_SHA256"], "state": [1: "ENABLED", 2: "DISABLED"],
  ]

  private static func name(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    return .object(
      JSONObject(
        members.map { key, value in
          guard let number = value.integerValue, let name = names[key]?[number] else { return (key, Self.name(value)) }
          return (key, .string(name))
        }))
  }
}

@Suite struct WireGoldenTests {
  private let create = OfficialCall(
    call: "POST /v1/projects/p/locations/global/keyRings/r/cryptoKeys?cryptoKeyId=k&skipInitialVersionCreation=true",
    body: [
      "purpose": 1, "nextRotationTime": "2030-03-17T17:46:40Z", "rotationPeriod": "7776000s", "labels": ["env": "prod"],
      "versionTemplate": ["protectionLevel": 1, "algorithm": 1], "destroyScheduledDuration": "86400s",
    ])
  private let createSigning = OfficialCall(
    call: "POST /v1/projects/p/locations/global/keyRings/r/cryptoKeys?cryptoKeyId=k2",
    body: ["purpose": 5, "versionTemplate": ["protectionLevel": 2, "algorithm": 12]])
  private let patch = OfficialCall(
    call:
      "PATCH /v1/projects/p/locations/global/keyRings/r/cryptoKeys/k?updateMask=rotationPeriod%2Clabels%2CnextRotationTime",
    body: ["rotationPeriod": "100000s", "labels": ["a": "b"]])
  private let disable = OfficialCall(
    call: "PATCH /v1/projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1?updateMask=state",
    body: ["state": 2])

  /// The call that we make, without our own label and with the mask in the order of its names.
  private func check(_ golden: OfficialCall, is request: (call: String, body: JSON)) {
    var body = request.body.objectValue ?? [:]
    var labels = body["labels"]?.objectValue ?? [:]
    #expect(labels["cofre-owner"] != nil || body["labels"] == nil)
    labels["cofre-owner"] = nil
    body["labels"] = labels.isEmpty ? nil : .object(labels)
    #expect(sortedMask(request.call) == sortedMask(golden.call))
    #expect(JSON.object(body) == golden.named)
  }

  private func sortedMask(_ call: String) -> [String] {
    call.split(separator: "?").flatMap { part -> [String] in
      guard part.hasPrefix("updateMask=") else { return [String(part)] }
      return part.dropFirst(11).replacing("%2C", with: ",").split(separator: ",").map(String.init).sorted()
    }
  }

  /// Runs something against a cloud that answers everything with the same key, and returns the calls that change.
  private func calls(
    answering answer: JSON, _ body: (any ResourceLifecycle) async throws -> Void
  ) async throws -> [(call: String, body: JSON)] {
    let cloud = AnsweringCloud(answer)
    try await body(cloud.lifecycle())
    return cloud.changes
  }

  private let enabled: JSON = [
    "name": .string("\(keyID)/cryptoKeyVersions/1"), "state": "ENABLED",
    "primary": ["name": .string("\(keyID)/cryptoKeyVersions/1"), "state": "ENABLED"],
  ]

  @Test func creatingAKey() async throws {
    let request = CofreGCPTests.create(
      keyType,
      [
        "key_ring_id": .string(ringID), "name": "k", "rotation_period": "7776000s", "labels": ["env": "prod"],
        "version_template": ["algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"], "destroy_scheduled_duration": "86400s",
        "skip_initial_version_creation": true,
      ])
    var calls = try await calls(answering: enabled) { _ = try await $0.create(request) }
    // The recording's key rotates at a time of its own.
    #expect(calls[0].body["nextRotationTime"] == "2027-02-19T17:35:44Z")
    calls[0].body = calls[0].body.replacing("nextRotationTime", "2030-03-17T17:46:40Z")
    check(create, is: calls[0])
  }

  @Test func creatingASigningKey() async throws {
    let request = CofreGCPTests.create(
      keyType,
      [
        "key_ring_id": .string(ringID), "name": "k2", "purpose": "ASYMMETRIC_SIGN",
        "version_template": ["algorithm": "EC_SIGN_P256_SHA256", "protection_level": "HSM"],
      ])
    check(createSigning, is: try await calls(answering: enabled) { _ = try await $0.create(request) }[0])
  }

  @Test func changingAKey() async throws {
    let request = update(
      keyType, keyID,
      ["key_ring_id": .string(ringID), "name": "k", "rotation_period": "100000s", "labels": ["a": "b"]])
    let current: JSON = enabled.replacing(
      "versionTemplate", ["protectionLevel": "SOFTWARE", "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"])
    var calls = try await calls(answering: current) { _ = try await $0.update(request) }
    // The recording names the time of the next rotation in the mask only, which the API refuses to leave empty.
    calls[0].body = calls[0].body.replacing("nextRotationTime", nil)
    check(patch, is: calls[0])
  }

  @Test func disablingAVersion() async throws {
    let cloud = FakeCloud([
      on("GET /v1/\(keyID)", nil, 200, enabled),
      on("GET /v1/\(keyID)/cryptoKeyVersions", nil, 200, ["cryptoKeyVersions": [enabled]]),
      on("POST /v1/\(keyID)/cryptoKeyVersions/1:destroy", error: "FAILED_PRECONDITION", 400),
      on("GET /v1/\(keyID)/cryptoKeyVersions/1", nil, 200, enabled),
      on(disable.call, disable.named), on("POST /v1/\(keyID)/cryptoKeyVersions/1:destroy", [:]),
    ])
    try await cloud.lifecycle(keyType).delete(delete(keyType, keyID))
    cloud.expectOver()
  }
}

extension JSON {
  fileprivate func replacing(_ name: String, _ value: JSON?) -> JSON {
    var members = objectValue ?? [:]
    members[name] = value
    return .object(members)
  }
}
