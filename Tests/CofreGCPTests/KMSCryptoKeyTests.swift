import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

@testable import CofreGCP

private let path = "/v1/projects/p/locations/global/keyRings/r/cryptoKeys"
private let ownLabel = OwnerLabel.value(for: owner(keyType))

/// A version's JSON.
private func version(_ number: Int, _ state: String) -> JSON {
  [
    "name": .string("\(keyID)/cryptoKeyVersions/\(number)"), "state": .string(state),
    "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION",
  ]
}

/// A key's JSON as Cloud KMS answers it; other members replace those of a plain key.
private func key(_ members: JSONObject = [:], primary: JSON? = version(1, "ENABLED"), label: String? = ownLabel) -> JSON
{
  var key: JSONObject = [
    "name": .string(keyID), "purpose": "ENCRYPT_DECRYPT", "createTime": "2026-11-21T17:00:00Z",
    "versionTemplate": ["protectionLevel": "SOFTWARE", "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"],
    "destroyScheduledDuration": "2592000s",
  ]
  key["primary"] = primary
  if let label { key["labels"] = ["cofre-owner": .string(label)] }
  for (name, value) in members { key[name] = value.isNull ? nil : value }
  return .object(key)
}

private func versions(_ versions: JSON...) -> JSON { ["cryptoKeyVersions": .array(versions)] }

private let inputs: [String: Value] = ["key_ring_id": .string(ringID), "name": "k"]
private let list = "GET \(path)/k/cryptoKeyVersions"
private let post = "POST \(path)?cryptoKeyId=k"
private let get = "GET \(path)/k"

@Suite struct KMSCryptoKeyTests {
  private func with(_ more: [String: Value]) -> [String: Value] { inputs.merging(more) { $1 } }

  private func check(
    creating inputs: [String: Value], _ script: [FakeCloud.Exchange], reasons: [String] = []
  ) async throws -> ResourceResult {
    let cloud = FakeCloud(script)
    let result = try await cloud.lifecycle(keyType).create(create(keyType, inputs))
    #expect(result.id == keyID)
    #expect(result.incompleteReasons == reasons)
    cloud.expectOver()
    return result
  }

  // MARK: - Create

  @Test func makesAKeyThatRotatesInOneCall() async throws {
    let body: JSON = [
      "purpose": "ENCRYPT_DECRYPT", "labels": ["cofre-owner": .string(ownLabel)], "rotationPeriod": "100000s",
      "nextRotationTime": "2026-11-22T21:22:24Z",
    ]
    let answer = key(["rotationPeriod": "100000s", "nextRotationTime": "2026-11-22T21:22:24Z"])
    let result = try await check(creating: with(["rotation_period": "100000s"]), [on(post, body, 200, answer)])
    #expect(
      result.outputs == [
        "create_time": "2026-11-21T17:00:00Z", "next_rotation_time": "2026-11-22T21:22:24Z",
        "destroy_scheduled_duration": "2592000s",
        "primary": ["name": .string("\(keyID)/cryptoKeyVersions/1"), "state": "ENABLED"],
      ])
  }

  @Test func waitsUntilTheVersionOfASigningKeyIsMade() async throws {
    let one = "GET \(path)/k/cryptoKeyVersions/1"
    _ = try await check(
      creating: with([
        "purpose": "ASYMMETRIC_SIGN",
        "version_template": ["algorithm": "EC_SIGN_P256_SHA256", "protection_level": "HSM"],
      ]),
      [
        on(
          post,
          [
            "purpose": "ASYMMETRIC_SIGN", "labels": ["cofre-owner": .string(ownLabel)],
            "versionTemplate": ["protectionLevel": "HSM", "algorithm": "EC_SIGN_P256_SHA256"],
          ], 200, key(["purpose": "ASYMMETRIC_SIGN"], primary: nil)),
        on(list, nil, 200, versions(version(1, "PENDING_GENERATION"))),
        on(one, nil, 200, version(1, "PENDING_GENERATION")),
        on(one, nil, 200, version(1, "ENABLED")),
      ])
  }

  @Test func aVersionThatCouldNotBeMadeLeavesTheKeyIncomplete() async throws {
    _ = try await check(
      creating: with(["purpose": "MAC", "version_template": ["algorithm": "HMAC_SHA256"]]),
      [
        on(post, nil, 200, key(["purpose": "MAC"], primary: nil)),
        on(list, nil, 200, versions(version(1, "PENDING_GENERATION"))),
        on("GET \(path)/k/cryptoKeyVersions/1", nil, 200, version(1, "GENERATION_FAILED")),
      ], reasons: ["Version 1 is in the state GENERATION_FAILED."])
  }

  @Test(arguments: [["import_only": true], ["skip_initial_version_creation": true]] as [[String: Value]])
  func aKeyMayStartWithoutAVersion(_ flag: [String: Value]) async throws {
    _ = try await check(
      creating: with(flag), [on("\(post)&skipInitialVersionCreation=true", nil, 200, key(primary: nil))])
  }

  @Test func aKeyIsNotForgottenWhenItsVersionsCannotBeSeen() async throws {
    _ = try await check(
      creating: with(["purpose": "MAC", "version_template": ["algorithm": "HMAC_SHA256"]]),
      [on(post, nil, 200, key(["purpose": "MAC"], primary: nil)), on(list, error: "PERMISSION_DENIED", 403)],
      reasons: ["Google Cloud refused the list of versions of key k: No."])
  }

  // MARK: - A name that is taken

  @Test func aRepeatedCreateTakesUpItsOwnKey() async throws {
    _ = try await check(
      creating: inputs,
      [on(post, fails: .interrupted), on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, key())])
  }

  @Test(arguments: [nil, "another"])
  func aKeyThatIsInUseBelongsToSomebodyElse(_ label: String?) async throws {
    let cloud = FakeCloud([
      on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, key(label: label)),
      on(list, nil, 200, versions(version(1, "DESTROYED"), version(2, "DISABLED"))),
    ])
    let lifecycle = try cloud.lifecycle(keyType)
    let error = try await providerError { _ = try await lifecycle.create(create(keyType, inputs)) }
    #expect(error.code == .alreadyExists)
    #expect(error.hint?.contains("the one that is there is \(keyID)") == true)
    cloud.expectOver()
  }

  @Test func aDestroyedKeyIsTakenUpWithANewVersion() async throws {
    let gone = version(1, "DESTROY_SCHEDULED")
    let old = key(["labels": ["cofre-owner": "old", "team": "x"]], primary: gone)
    let patched = key(["rotationPeriod": "100000s"], primary: gone)
    let result = try await check(
      creating: with(["rotation_period": "100000s"]),
      [
        on(post, error: "ALREADY_EXISTS", 409),
        on(get, nil, 200, old),
        on(list, nil, 200, versions(gone)),
        on(
          "PATCH \(path)/k?updateMask=labels%2CrotationPeriod%2CnextRotationTime",
          [
            "labels": ["cofre-owner": .string(ownLabel)], "rotationPeriod": "100000s",
            "nextRotationTime": "2026-11-22T21:22:24Z",
          ], 200, patched),
        on(list, nil, 200, versions(gone)),
        on("POST \(path)/k/cryptoKeyVersions", [:], 200, version(2, "ENABLED")),
        on(
          "POST \(path)/k:updatePrimaryVersion", ["cryptoKeyVersionId": "2"], 200,
          key(primary: version(2, "ENABLED"))),
      ])
    #expect(result.outputs["primary"]?["name"] == .string("\(keyID)/cryptoKeyVersions/2"))
  }

  @Test func takingUpGoesOnWhereItWasInterrupted() async throws {
    // The label and the version are there already, the new primary is not.
    _ = try await check(
      creating: inputs,
      [
        on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, key(primary: version(1, "DESTROYED"))),
        on(list, nil, 200, versions(version(1, "DESTROYED"), version(2, "ENABLED"))),
        on(
          "POST \(path)/k:updatePrimaryVersion", ["cryptoKeyVersionId": "2"], 200, key(primary: version(2, "ENABLED"))),
      ])
  }

  private let made = on("POST \(path)/k/cryptoKeyVersions", [:], 200, version(2, "ENABLED"))
  private let lost = on("POST \(path)/k/cryptoKeyVersions", fails: .interrupted)

  private func check(takingUp middle: FakeCloud.Exchange..., reasons: [String] = []) async throws {
    let gone = version(1, "DESTROYED")
    let start = [
      on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, key(primary: gone)), on(list, nil, 200, versions(gone)),
    ]
    let primary = on(
      "POST \(path)/k:updatePrimaryVersion", ["cryptoKeyVersionId": "2"], 200, key(primary: version(2, "ENABLED")))
    _ = try await check(creating: inputs, start + middle + (reasons.isEmpty ? [primary] : []), reasons: reasons)
  }

  @Test func aVersionWhoseAnswerIsLostIsNotMadeTwice() async throws {
    let before = on(list, nil, 200, versions(version(1, "DESTROYED")))
    let after = on(list, nil, 200, versions(version(1, "DESTROYED"), version(2, "ENABLED")))
    try await check(takingUp: lost, after)
    try await check(takingUp: lost, before, made)
    try await check(
      takingUp: on("POST \(path)/k/cryptoKeyVersions", error: "UNAVAILABLE", 503), before, lost, after)
    try await check(
      takingUp: lost, before, lost, before, lost, before,
      reasons: ["Google Cloud did not answer the creation of a version of key k: No answer from the host."])
  }

  @Test(
    arguments: [
      (
        ["purpose": "MAC", "versionTemplate": ["protectionLevel": "SOFTWARE", "algorithm": "HMAC_SHA256"]], [:],
        "purpose is MAC, not ENCRYPT_DECRYPT"
      ),
      (["versionTemplate": ["protectionLevel": "HSM"]], [:], "protection level is HSM, not SOFTWARE"),
      (
        ["destroyScheduledDuration": "86400.0s"], ["destroy_scheduled_duration": "172800s"],
        "destroyScheduledDuration is 86400s, not 172800s"
      ),
      (["importOnly": true], [:], "importOnly is true, not false"),
    ] as [(JSONObject, [String: Value], String)])
  func aDestroyedKeyOfAnotherKindBlocksTheName(
    _ members: JSONObject, _ more: [String: Value], _ difference: String
  ) async throws {
    let cloud = FakeCloud([
      on(post, error: "ALREADY_EXISTS", 409), on(get, nil, 200, key(members, primary: nil, label: nil)),
      on(list, nil, 200, versions(version(1, "DESTROYED"))),
    ])
    let lifecycle = try cloud.lifecycle(keyType)
    let error = try await providerError { _ = try await lifecycle.create(create(keyType, with(more))) }
    #expect(error.code == .tombstone)
    #expect(error.message.contains(difference), "\(error.message)")
    #expect(error.hint == "Give the key another name.")
    cloud.expectOver()
  }

  @Test func aNameThatWasRemovedForEverIsATombstone() async throws {
    let cloud = FakeCloud([on(post, error: "ALREADY_EXISTS", 409), on(get, error: "NOT_FOUND", 404)])
    let lifecycle = try cloud.lifecycle(keyType)
    let error = try await providerError { _ = try await lifecycle.create(create(keyType, inputs)) }
    #expect(error.code == .tombstone)
  }

  // MARK: - An interrupted create

  @Test func findsWhatAnInterruptedCreateMade() async throws {
    func find(_ script: [FakeCloud.Exchange]) async throws -> ResourceResult? {
      let cloud = FakeCloud(script)
      let result = try await cloud.lifecycle(keyType).findCreated(create(keyType, inputs))
      cloud.expectOver()
      return result
    }
    #expect(try await find([on(get, error: "NOT_FOUND", 404)]) == nil)
    #expect(try await find([on(get, nil, 200, key())])?.incompleteReasons == [])
    let destroyed = on(list, nil, 200, versions(version(1, "DESTROYED")))
    #expect(try await find([on(get, nil, 200, key(label: "old")), destroyed]) == nil)
    #expect(
      try await find([on(get, nil, 200, key(primary: version(1, "DESTROYED"))), destroyed])?.incompleteReasons
        == ["The key has no usable version yet."])
    let error = try await providerError {
      _ = try await find([on(get, nil, 200, key(label: "other")), on(list, nil, 200, versions(version(1, "ENABLED")))])
    }
    #expect(error.code == .alreadyExists)
  }

  // MARK: - Read

  @Test func readsTheInputsThatWereSaid() async throws {
    func inputs(_ members: JSONObject, recorded: [String: Value] = [:]) async throws -> [String: Value]? {
      let cloud = FakeCloud([on(get, nil, 200, key(members))])
      return try await cloud.lifecycle(keyType).read(read(keyType, "p/global/r/k", recorded: recorded))?.inputs
    }
    let plain = with(["purpose": "ENCRYPT_DECRYPT", "import_only": false])
    #expect(try await inputs([:]) == plain)
    // Labels come back without Cofre's own, and an empty table stays one.
    #expect(
      try await inputs(["labels": ["cofre-owner": "x", "team": "ml"]])
        == plain.merging(["labels": ["team": "ml"]]) { $1 })
    #expect(try await inputs([:], recorded: ["labels": [:]]) == plain.merging(["labels": [:]]) { $1 })
    // Durations have one spelling; what Cloud KMS moves by itself is no input.
    #expect(
      try await inputs(["rotationPeriod": "100000.000s", "nextRotationTime": "2027-01-01T00:00:00Z"])
        == plain.merging(["rotation_period": "100000s"]) { $1 })
    #expect(
      try await inputs([:], recorded: ["destroy_scheduled_duration": "2592000s"])
        == plain.merging(["destroy_scheduled_duration": "2592000s"]) { $1 })
    #expect(
      try await inputs(["destroyScheduledDuration": "86400s"])
        == plain.merging(["destroy_scheduled_duration": "86400s"]) { $1 })
    let template: [String: Value] = ["version_template": ["protection_level": "HSM"]]
    #expect(
      try await inputs(["versionTemplate": ["protectionLevel": "HSM", "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"]])
        == plain.merging(template) { $1 })
  }

  @Test(
    arguments: [
      (["DESTROYED", "DESTROY_SCHEDULED"], true), (["DESTROYED", "ENABLED"], false), (["DISABLED"], false),
      (["PENDING_GENERATION"], false), (["DESTROYED", "GENERATION_FAILED"], true), ([], false),
    ])
  func aKeyIsGoneWhenEveryVersionIs(_ states: [String], _ isGone: Bool) async throws {
    let all = states.enumerated().map { version($0.offset + 1, $0.element) }
    let cloud = FakeCloud([
      on(get, nil, 200, key(primary: nil)), on(list, nil, 200, ["cryptoKeyVersions": .array(all)]),
    ])
    #expect(try await (cloud.lifecycle(keyType).read(read(keyType, keyID)) == nil) == isGone)
    cloud.expectOver()
  }

  // MARK: - Update

  private func check(
    updating current: JSON, to inputs: [String: Value], _ call: String?, _ body: JSON? = nil
  ) async throws {
    var script = [on(get, nil, 200, current)]
    if let call { script.append(on("PATCH \(path)/k?updateMask=\(call)", body, 200, current)) }
    let cloud = FakeCloud(script)
    _ = try await cloud.lifecycle(keyType).update(update(keyType, keyID, inputs))
    cloud.expectOver()
  }

  @Test func changesOnlyWhatDiffers() async throws {
    let rotating = key(["rotationPeriod": "100000s", "nextRotationTime": "2027-01-01T00:00:00Z"])
    try await check(updating: key(), to: inputs, nil)
    try await check(updating: rotating, to: with(["rotation_period": "100000s"]), nil)
    try await check(
      updating: rotating, to: with(["rotation_period": "200000s"]), "rotationPeriod%2CnextRotationTime",
      ["rotationPeriod": "200000s", "nextRotationTime": "2026-11-24T01:09:04Z"])
    try await check(updating: rotating, to: inputs, "rotationPeriod%2CnextRotationTime", [:])
    try await check(
      updating: key(), to: with(["labels": ["team": "ml"]]), "labels",
      ["labels": ["cofre-owner": .string(ownLabel), "team": "ml"]])
    try await check(
      updating: key(["labels": ["team": "ml", "cofre-owner": "old"]]), to: inputs, "labels",
      ["labels": ["cofre-owner": "old"]])
    let signing = key([
      "purpose": "ASYMMETRIC_SIGN", "versionTemplate": ["algorithm": "EC_SIGN_P256_SHA256", "protectionLevel": "HSM"],
    ])
    try await check(
      updating: signing,
      to: with([
        "purpose": "ASYMMETRIC_SIGN",
        "version_template": ["algorithm": "EC_SIGN_P384_SHA384", "protection_level": "HSM"],
      ]), "versionTemplate.algorithm", ["versionTemplate": ["algorithm": "EC_SIGN_P384_SHA384"]])
  }

  @Test func updatingAKeyThatIsGoneSaysWhatToDo() async throws {
    let lifecycle = try FakeCloud([on(get, error: "NOT_FOUND", 404)]).lifecycle(keyType)
    let error = try await providerError { _ = try await lifecycle.update(update(keyType, keyID, inputs)) }
    #expect(error.code == .notFound)
    #expect(error.hint?.contains("cofre refresh") == true)
  }

  // MARK: - Delete

  private func check(deleting script: [FakeCloud.Exchange]) async throws {
    let cloud = FakeCloud(script)
    try await cloud.lifecycle(keyType).delete(delete(keyType, keyID))
    cloud.expectOver()
  }

  private func destroy(_ number: Int) -> String { "POST \(path)/k/cryptoKeyVersions/\(number):destroy" }

  @Test func deletingStopsRotationBeforeItDestroysVersions() async throws {
    try await check(deleting: [
      on(get, nil, 200, key(["rotationPeriod": "100000s", "nextRotationTime": "2027-01-01T00:00:00Z"])),
      on("PATCH \(path)/k?updateMask=rotationPeriod%2CnextRotationTime", [:], 200, key()),
      on(
        list, nil, 200,
        ["cryptoKeyVersions": [version(4, "ENABLED"), version(1, "DESTROYED")], "nextPageToken": "T/+="]),
      on("\(list)?pageToken=T%2F%2B%3D", nil, 200, ["nextPageToken": "U"]),
      on("\(list)?pageToken=U", nil, 200, versions(version(2, "DISABLED"), version(3, "DESTROY_SCHEDULED"))),
      on(destroy(2), [:], 200, version(2, "DESTROY_SCHEDULED")),
      on(destroy(4), [:], 200, version(4, "DESTROY_SCHEDULED")),
    ])
  }

  @Test func deletingWhatIsGoneIsFine() async throws {
    try await check(deleting: [on(get, error: "NOT_FOUND", 404)])
    try await check(deleting: [on(get, nil, 200, key()), on(list, nil, 200, [:])])
    try await check(deleting: [
      on(get, nil, 200, key()), on(list, nil, 200, versions(version(1, "ENABLED"), version(2, "ENABLED"))),
      on(destroy(1), error: "NOT_FOUND", 404), on(destroy(2), error: "FAILED_PRECONDITION", 400),
      on("GET \(path)/k/cryptoKeyVersions/2", nil, 200, version(2, "DESTROYED")),
    ])
  }

  @Test func aVersionIsDisabledFirstWhereTheOrganisationDemandsIt() async throws {
    try await check(deleting: [
      on(get, nil, 200, key()), on(list, nil, 200, versions(version(1, "ENABLED"))),
      on(destroy(1), error: "FAILED_PRECONDITION", 400),
      on("GET \(path)/k/cryptoKeyVersions/1", nil, 200, version(1, "ENABLED")),
      on("PATCH \(path)/k/cryptoKeyVersions/1?updateMask=state", ["state": "DISABLED"], 200, version(1, "DISABLED")),
      on(destroy(1), [:], 200, version(1, "DESTROY_SCHEDULED")),
    ])
  }

  @Test func aVersionThatIsBeingMadeIsWaitedFor() async throws {
    try await check(deleting: [
      on(get, nil, 200, key()), on(list, nil, 200, versions(version(1, "PENDING_GENERATION"))),
      on(list, nil, 200, versions(version(1, "ENABLED"))), on(destroy(1), [:], 200, version(1, "DESTROY_SCHEDULED")),
    ])
  }
}
