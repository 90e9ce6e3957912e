import CofreSchema
import CofreModel
import CofreProvider
import Testing

@Suite struct KMSCryptoKeyRulesTests {
  private func check(_ inputs: [String: Value]) throws -> CheckResult {
    var prepared = keyType.prepare(inputs.merging(["key_ring_id": .string(ringID), "name": "k"]) { first, _ in first })
    let request = CheckRequest(urn: owner(keyType).urn, type: keyType, inputs: prepared, priorInputs: nil)
    var result = try FakeCloud([]).lifecycle(keyType).check(request)
    prepared = result.inputs
    result.violations += keyType.validate(prepared)
    return result
  }

  @Test(
    arguments: [
      [:],
      ["rotation_period": "86400s"], ["rotation_period": "3153600000s"], ["rotation_period": .unknown],
      ["labels": ["team_a": "x-1", "ключ": "значение", "empty": ""]], ["labels": ["team": .unknown]],
      ["purpose": "MAC", "version_template": ["algorithm": "HMAC_SHA256"]],
      ["purpose": "RAW_ENCRYPT_DECRYPT", "version_template": ["algorithm": "AES_256_GCM"]],
      ["purpose": "AES_WRAPPING", "version_template": ["algorithm": "AES_256_KWP", "protection_level": "HSM"]],
      ["purpose": "ASYMMETRIC_SIGN", "version_template": .unknown],
      ["purpose": "ASYMMETRIC_SIGN", "version_template": ["algorithm": .unknown]],
      ["import_only": true, "destroy_scheduled_duration": "0s"],
      [
        "version_template": ["algorithm": "EXTERNAL_SYMMETRIC_ENCRYPTION", "protection_level": "EXTERNAL_VPC"],
        "crypto_key_backend": "b",
      ],
      ["key_ring_id": .unknown],
    ] as [[String: Value]])
  func takes(_ inputs: [String: Value]) throws { #expect(try check(inputs).violations == []) }

  @Test(
    arguments: [
      (["rotation_period": "86399s"], "rotation_period"), (["rotation_period": "3153600001s"], "rotation_period"),
      (["rotation_period": "1 day"], "rotation_period"),
      (["rotation_period": "86400s", "import_only": true], "rotation_period"),
      (
        ["rotation_period": "86400s", "purpose": "MAC", "version_template": ["algorithm": "HMAC_SHA256"]],
        "rotation_period"
      ),
      (["destroy_scheduled_duration": "0s"], "destroy_scheduled_duration"),
      (["destroy_scheduled_duration": "10368001s"], "destroy_scheduled_duration"),
      (["purpose": "MAC"], "version_template.algorithm"),
      (["purpose": "MAC", "version_template": [:]], "version_template.algorithm"),
      (["purpose": "SIGN"], "purpose"),
      (["version_template": ["algorithm": "HMAC_SHA256"]], "version_template.algorithm"),
      (
        ["purpose": "RAW_ENCRYPT_DECRYPT", "version_template": ["algorithm": "AES_256_KWP"]],
        "version_template.algorithm"
      ),
      (["version_template": ["protection_level": "EXTERNAL_VPC"]], "crypto_key_backend"),
      (["labels": ["cofre-owner": "me"]], "labels.cofre-owner"), (["labels": ["Team": "x"]], "labels.Team"),
      (["labels": ["1a": "x"]], "labels.1a"), (["labels": ["a": "X"]], "labels.a"),
      (["labels": ["a": "x y"]], "labels.a"),
      (["labels": ["a": .string(String(repeating: "x", count: 64))]], "labels.a"),
      (["key_ring_id": "r"], "key_ring_id"), (["name": "a b"], "name"), (["name": ""], "name"),
    ] as [([String: Value], String)])
  func refuses(_ inputs: [String: Value], _ path: String) throws {
    let paths = try check(inputs).violations.map(\.path.description)
    #expect(!paths.isEmpty && paths.allSatisfy { $0 == path }, "\(paths)")
  }

  @Test func durationsGetOneSpelling() throws {
    let inputs = try check(["rotation_period": "0100000.0s", "destroy_scheduled_duration": "86400.000s"]).inputs
    #expect(inputs["rotation_period"] == "100000s")
    #expect(inputs["destroy_scheduled_duration"] == "86400s")
  }

  // MARK: - Diff

  private func check(
    _ old: [String: Value], _ new: [String: Value], outputs: [String: Value] = [:], _ expected: String...
  ) throws {
    let diff = try FakeCloud([]).lifecycle(keyType).diff(
      DiffRequest(
        urn: owner(keyType).urn, type: keyType, id: keyID, oldInputs: keyType.prepare(old), oldOutputs: outputs,
        newInputs: keyType.prepare(new)))
    #expect(diff.changes.map { "\($0.requiresReplacement ? "±" : "~")\($0.path)" } == expected)
  }

  @Test func sayingWhatIsTheCaseAnywayIsNoChange() throws {
    try check([:], ["version_template": ["algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"]])
    try check(["version_template": ["protection_level": "SOFTWARE"]], [:])
    try check([:], ["version_template": [:]])
    try check([:], ["labels": [:]])
    try check([:], ["destroy_scheduled_duration": "2592000s"])
    try check([:], ["destroy_scheduled_duration": "86400s"], outputs: ["destroy_scheduled_duration": "86400s"])
    try check(["destroy_scheduled_duration": "86400s"], [:])
    try check(["skip_initial_version_creation": true], [:])
  }

  @Test func changesAreInPlaceOrReplace() throws {
    try check([:], ["rotation_period": "100000s"], "~rotation_period")
    try check(["rotation_period": "100000s"], [:], "~rotation_period")
    try check(["labels": ["a": "b"]], ["labels": ["a": "c"]], "~labels.a")
    try check(["labels": ["a": "b"]], [:], "~labels")
    try check([:], ["version_template": ["protection_level": "HSM"]], "±version_template.protection_level")
    try check([:], ["destroy_scheduled_duration": "86400s"], "±destroy_scheduled_duration")
    try check([:], ["destroy_scheduled_duration": .unknown], "±destroy_scheduled_duration")
    try check(["name": "a"], ["name": "b"], "±name")
    let mac: [String: Value] = ["purpose": "MAC", "version_template": ["algorithm": "HMAC_SHA256"]]
    try check(
      mac, mac.merging(["version_template": ["algorithm": "HMAC_SHA512"]]) { $1 }, "~version_template.algorithm")
    try check([:], mac, "±purpose", "~version_template.algorithm")
  }
}
