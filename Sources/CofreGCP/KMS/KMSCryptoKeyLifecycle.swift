import CofreHTTP
import CofreSchema
import CofreJSON
import CofreModel
import CofreProvider

/// `gcp.kms.CryptoKey`: the key, its rotation and its versions.
///
/// A key is never removed, nor its name freed. "Deleted" means that every version is destroyed or will be; making it
/// again takes the same key up with a new version.
struct KMSCryptoKeyLifecycle: ResourceLifecycle {
  let kms: GCPClient

  func check(_ request: CheckRequest) throws -> CheckResult {
    var inputs = request.inputs
    for name in ["rotation_period", "destroy_scheduled_duration"] {
      if let duration = inputs[name]?.stringValue.flatMap({ GoogleDuration($0) }) {
        inputs[name] = .string(duration.text)
      }
    }
    return CheckResult(
      inputs: inputs, violations: KMSCryptoKeyRules.violations(inputs, subject: request.type.name))
  }

  /// Compares by meaning: what the script leaves out is what Cloud KMS puts there.
  func diff(_ request: DiffRequest) throws -> Diff {
    var request = request
    request.oldInputs["version_template"] = Self.fullTemplate(request.oldInputs)
    request.newInputs["version_template"] = Self.fullTemplate(request.newInputs)
    let duration = "destroy_scheduled_duration"
    let oldDuration =
      request.oldInputs[duration] ?? request.oldOutputs[duration]
      ?? .string(KMSCryptoKeyGoal.defaultDestroyScheduledDuration)
    request.oldInputs[duration] = oldDuration
    if request.newInputs[duration] == nil { request.newInputs[duration] = oldDuration }
    if request.newInputs["labels"] == [:] { request.newInputs["labels"] = nil }
    if request.oldInputs["labels"] == [:] { request.oldInputs["labels"] = nil }
    request.oldInputs["skip_initial_version_creation"] = nil
    request.newInputs["skip_initial_version_creation"] = nil
    return SchemaDiff.diff(request)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let goal = try KMSCryptoKeyGoal(request.inputs)
    let ownerLabel = OwnerLabel.value(for: request.owner)
    var query = [("cryptoKeyId", goal.keyName)]
    if !goal.hasGeneratedVersions { query.append(("skipInitialVersionCreation", "true")) }
    let key: JSON
    do {
      key = try await kms.send(
        GCPClient.Call(
          method: .post, path: "\(goal.name.ringID)/cryptoKeys", query: query,
          body: goal.body(ownerLabel: ownerLabel, now: kms.clock.now()), subject: "the creation of key \(goal.keyName)")
      )
    } catch let error as ProviderError where error.code == .alreadyExists {
      key = try await adopt(goal, ownerLabel: ownerLabel)
    }
    return try await complete(key, goal, timeout: request.timeout)
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let goal = try KMSCryptoKeyGoal(request.inputs)
    guard let key = try await get(goal.name) else { return nil }
    let versions = KMSCryptoKeyVersions(kms: kms, key: goal.name)
    guard Self.ownerLabel(of: key) == OwnerLabel.value(for: request.owner) else {
      if KMSCryptoKeyVersions.areGone(try await versions.list()) { return nil }
      throw Self.taken(goal.name)
    }
    var reasons: [String] = []
    if goal.hasGeneratedVersions, !Self.hasUsablePrimary(key) {
      let isReady = try await versions.list().contains(where: \.isAlive)
      if !isReady || goal.purpose == KMSCryptoKeyGoal.defaultPurpose {
        reasons = ["The key has no usable version yet."]
      }
    }
    return ResourceResult(id: goal.name.description, outputs: Self.outputs(key), incompleteReasons: reasons)
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    let name = try KMSResourceName(cryptoKeyID: request.id)
    guard let key = try await get(name) else { return nil }
    if !Self.hasUsablePrimary(key),
      KMSCryptoKeyVersions.areGone(try await KMSCryptoKeyVersions(kms: kms, key: name).list())
    {
      return nil
    }
    return ReadResult(
      id: name.description, inputs: Self.inputs(key, name, recorded: request.inputs), outputs: Self.outputs(key))
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let goal = try KMSCryptoKeyGoal(request.inputs, id: request.id)
    guard let current = try await get(goal.name) else {
      throw ProviderError(
        .notFound, "Key \(goal.keyName) is gone from Cloud KMS.", hint: "Run cofre refresh, then cofre up.")
    }
    let key = try await patch(
      current, to: goal, ownerLabel: Self.ownerLabel(of: current) ?? OwnerLabel.value(for: request.owner))
    return try await complete(key, goal, timeout: request.timeout)
  }

  /// Stops rotation first, lest a version appear behind our back, then destroys the versions.
  func delete(_ request: DeleteRequest) async throws {
    let name = try KMSResourceName(cryptoKeyID: request.id)
    guard let key = try await get(name) else { return }
    if key["rotationPeriod"] != nil || key["nextRotationTime"] != nil {
      do {
        _ = try await patch(name, mask: ["rotationPeriod", "nextRotationTime"], body: JSONObject())
      } catch let error as ProviderError where error.code == .notFound {
        return
      }
    }
    let versions = KMSCryptoKeyVersions(kms: kms, key: name)
    var found = try await versions.list()
    // A version that is being made cannot be destroyed before it is made.
    _ = try await kms.poll(timeout: request.timeout ?? Self.defaultTimeout) {
      guard found.contains(where: { $0.state == "PENDING_GENERATION" }) else { return true }
      found = try await versions.list()
      return !found.contains { $0.state == "PENDING_GENERATION" }
    }
    for version in found where version.isAlive { try await versions.destroy(version) }
    if let pending = found.first(where: { $0.state == "PENDING_GENERATION" }) {
      throw ProviderError(
        .timedOut, "Version \(pending.number) of key \(name.cryptoKey ?? "") is still being made.",
        hint: "Run the command again in a minute.", mayHaveChanged: true)
    }
  }

  static let defaultTimeout = Duration.seconds(600)
}

// MARK: - Taking up what is there

extension KMSCryptoKeyLifecycle {
  /// Takes up a key of the wanted name: one that this very step made, or one whose versions are all destroyed.
  ///
  /// A key that is in use belongs to somebody else.
  private func adopt(_ goal: KMSCryptoKeyGoal, ownerLabel: String) async throws -> JSON {
    guard let key = try await get(goal.name) else {
      throw ProviderError(
        .tombstone, "The name \(goal.keyName) was used in key ring \(goal.name.keyRing) and cannot be used again.",
        hint: "Give the key another name.")
    }
    if Self.ownerLabel(of: key) != ownerLabel,
      !KMSCryptoKeyVersions.areGone(try await KMSCryptoKeyVersions(kms: kms, key: goal.name).list())
    {
      throw Self.taken(goal.name)
    }
    if let difference = Self.unchangeableDifference(key, goal) {
      throw ProviderError(
        .tombstone,
        "A deleted key named \(goal.keyName) is kept in key ring \(goal.name.keyRing) for ever, and its \(difference).",
        hint: "Give the key another name.")
    }
    return try await patch(key, to: goal, ownerLabel: ownerLabel)
  }

  /// What is settled for ever and differs, as the end of a sentence; nil when the key can become what is wanted.
  private static func unchangeableDifference(_ key: JSON, _ goal: KMSCryptoKeyGoal) -> String? {
    let level = key["versionTemplate"]?["protectionLevel"]?.stringValue ?? KMSCryptoKeyGoal.defaultProtectionLevel
    let duration = key["destroyScheduledDuration"]?.stringValue.flatMap { GoogleDuration($0) }
    let facts: [(String, String, String)] = [
      ("purpose", key["purpose"]?.stringValue ?? "", goal.purpose),
      ("protection level", level, goal.protectionLevel ?? KMSCryptoKeyGoal.defaultProtectionLevel),
      ("importOnly", "\(key["importOnly"]?.boolValue ?? false)", "\(goal.isImportOnly)"),
      ("backend", key["cryptoKeyBackend"]?.stringValue ?? "", goal.backend ?? ""),
      ("destroyScheduledDuration", duration?.text ?? "", goal.destroyScheduledDuration ?? duration?.text ?? ""),
    ]
    return facts.first { $0.1 != $0.2 }.map { "\($0) is \($1), not \($2)" }
  }

  private static func taken(_ name: KMSResourceName) -> ProviderError {
    ProviderError(
      .alreadyExists, "A key named \(name.cryptoKey ?? "") is in use in key ring \(name.keyRing) already.",
      hint: "Give the key another name; the one that is there is \(name). "
        + "A key that replaces another needs a new name too.")
  }

  /// Sees to it that a key that Cloud KMS makes versions for has one that can be used, and, where there is such a
  /// thing, as its primary.
  private func complete(_ key: JSON, _ goal: KMSCryptoKeyGoal, timeout: Duration?) async throws -> ResourceResult {
    var key = key
    func result(_ reasons: String...) -> ResourceResult {
      ResourceResult(id: goal.name.description, outputs: Self.outputs(key), incompleteReasons: reasons)
    }
    guard goal.hasGeneratedVersions, !Self.hasUsablePrimary(key) else { return result() }
    let versions = KMSCryptoKeyVersions(kms: kms, key: goal.name)
    do {
      var all = try await versions.list()
      if !all.contains(where: { $0.isAlive || $0.isPending }) { all.append(try await versions.create(after: all)) }
      guard var version = all.last(where: { $0.state == "ENABLED" }) ?? all.last(where: \.isPending) else {
        // All that are left are disabled, which is somebody's will.
        return result()
      }
      let isMade = try await kms.poll(timeout: timeout ?? Self.defaultTimeout) {
        if version.state == "PENDING_GENERATION" { version = try await versions.get(version) }
        return version.state != "PENDING_GENERATION"
      }
      guard isMade else { return result("Version \(version.number) is still being made.") }
      guard version.isAlive else { return result("Version \(version.number) is in the state \(version.state).") }
      if goal.purpose == KMSCryptoKeyGoal.defaultPurpose {
        if Self.primaryName(of: key) == version.name {
          // It was being made when the key was answered.
          key = try await get(goal.name) ?? key
        } else {
          key = try await versions.makePrimary(version)
        }
      }
      return result()
    } catch let error as ProviderError {
      // The key is there and must not be forgotten.
      return result(error.message)
    }
  }

  // MARK: - Calls

  private func get(_ name: KMSResourceName) async throws -> JSON? {
    do {
      return try await kms.send(
        GCPClient.Call(
          method: .get, path: name.description, subject: "the reading of key \(name.cryptoKey ?? "")"))
    } catch let error as ProviderError where error.code == .notFound {
      return nil
    }
  }

  /// Changes what differs, in one call; no call when nothing does.
  private func patch(_ key: JSON, to goal: KMSCryptoKeyGoal, ownerLabel: String) async throws -> JSON {
    var mask: [String] = []
    var body = JSONObject()
    let labels = KMSCryptoKeyGoal.json(goal.labels, ownerLabel: ownerLabel)
    if (key["labels"] ?? [:]) != labels {
      mask.append("labels")
      body["labels"] = labels
    }
    if key["rotationPeriod"]?.stringValue.flatMap({ GoogleDuration($0) })
      != goal.rotationPeriod.flatMap({ GoogleDuration($0) })
    {
      mask += ["rotationPeriod", "nextRotationTime"]
      for (name, value) in goal.rotation(now: kms.clock.now()) { body[name] = value }
    }
    let algorithm = goal.algorithm ?? Self.impliedAlgorithm(purpose: goal.purpose, level: goal.protectionLevel)
    if let algorithm, key["versionTemplate"]?["algorithm"]?.stringValue != algorithm {
      mask.append("versionTemplate.algorithm")
      body["versionTemplate"] = ["algorithm": .string(algorithm)]
    }
    return mask.isEmpty ? key : try await patch(goal.name, mask: mask, body: body)
  }

  private func patch(_ name: KMSResourceName, mask: [String], body: JSONObject) async throws -> JSON {
    try await kms.send(
      GCPClient.Call(
        method: .patch, path: name.description, query: [("updateMask", mask.joined(separator: ","))],
        body: .object(body), subject: "the change of key \(name.cryptoKey ?? "")"))
  }
}
