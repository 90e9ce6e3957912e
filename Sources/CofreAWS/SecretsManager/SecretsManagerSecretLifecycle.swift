import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// `aws.secretsmanager.Secret`.
struct SecretsManagerSecretLifecycle: ResourceLifecycle {
  let context: SecretsManagerContext

  init(_ context: SecretsManagerContext) { self.context = context }

  func check(_ request: CheckRequest) throws -> CheckResult {
    CheckResult(inputs: request.inputs, violations: SecretRules.violations(of: request.inputs, region: context.region))
  }

  func diff(_ request: DiffRequest) throws -> Diff {
    var diff = SchemaDiff.diff(request)
    diff.changes.removeAll { SecretRules.meansTheSame($0) }
    return diff
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let inputs = SecretInputs(request.inputs)
    let limit = request.timeout ?? SecretsManagerContext.propagation
    var input: JSONObject = [
      "Name": .string(inputs.name), "ClientRequestToken": .string(request.owner.operationID),
      "Tags": SecretInputs.json(tags: inputs.tags.merging(OwnershipTags.tags(of: request.owner)) { $1 }),
    ]
    if !inputs.description.isEmpty { input["Description"] = .string(inputs.description) }
    if !inputs.kmsKeyID.isEmpty { input["KmsKeyId"] = .string(inputs.kmsKeyID) }
    if !inputs.type.isEmpty { input["Type"] = .string(inputs.type) }
    if !inputs.replicas.isEmpty {
      input["AddReplicaRegions"] = SecretInputs.json(replicas: inputs.replicas)
      input["ForceOverwriteReplicaSecret"] = .bool(inputs.overwritesReplicas)
    }
    let id: String
    var isRecovered = false
    do {
      id = try await make(input)
    } catch let error as ProviderError where error.code == .alreadyExists || error.code == .tombstone {
      switch try await holder(of: inputs, request.owner, error) {
      case .own(let arn): id = arn
      case .recovered(let arn): (id, isRecovered) = (arn, true)
      case .vanishing:
        id = try await context.retrying(within: limit, while: { $0.code == .tombstone }) { try await make(input) }
      }
    }
    return try await finish(id, inputs, request.owner, isRecovered: isRecovered, limit: limit)
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let inputs = SecretInputs(request.inputs)
    guard let current = try await context.describe(inputs.name), current.deletedDate == nil else { return nil }
    guard current.tags[OwnershipTags.operation] == request.owner.operationID else {
      guard isRecoveredByUs(current, inputs, request.owner) else {
        throw SecretErrors.nameTaken(current, request.owner)
      }
      return ResourceResult(
        id: current.arn, outputs: current.outputs,
        incompleteReasons: ["The secret was recovered and may not be what the script says yet."])
    }
    // Whether the last call came to pass is cheaper to do again than to find out.
    let reasons = inputs.policy == nil ? [] : ["The resource policy may not have been set."]
    return ResourceResult(id: current.arn, outputs: current.outputs, incompleteReasons: reasons)
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    guard let current = try await context.describe(request.id), current.deletedDate == nil else { return nil }
    let isImport = request.inputs.isEmpty
    let policy = isImport || request.inputs["policy"] != nil ? try await self.policy(of: current.arn) : nil
    return ReadResult(
      id: current.arn, inputs: SecretRules.inputs(of: current, policy: policy, recorded: request.inputs),
      outputs: current.outputs)
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    guard let current = try await context.describe(request.id), current.deletedDate == nil else {
      throw ProviderError(
        .notFound, "The secret is not in the cloud any more.", hint: "Run cofre refresh, then cofre up makes it again.")
    }
    guard current.owningService.isEmpty else { throw SecretErrors.managed(current) }
    let limit = request.timeout ?? SecretsManagerContext.propagation
    let changer = SecretChanger(context: context, current: current, inputs: SecretInputs(request.inputs), limit: limit)
    // An update without a change completes what an earlier run left undone.
    func isAsked(_ name: String) -> Bool { request.diff.isEmpty || request.changes(name) }
    try await changer.changeSettings(["description", "kms_key_id", "type"].filter(isAsked))
    if isAsked("tags") {
      try await changer.changeTags(from: Array(request.oldInputs["tags"]?.objectValue?.keys ?? [:].keys), adding: [:])
    }
    if isAsked("replicas") { try await changer.changeReplicas() }
    if isAsked("policy") { try await changer.changePolicy() }
    return try await result(request.id, changer.inputs, reasons: [], limit: limit)
  }

  func delete(_ request: DeleteRequest) async throws {
    let days = SecretInputs(request.inputs).recoveryWindowDays
    let limit = request.timeout ?? SecretsManagerContext.propagation
    var input: JSONObject = ["SecretId": .string(request.id)]
    if days == 0 {
      input["ForceDeleteWithoutRecovery"] = true
    } else {
      input["RecoveryWindowInDays"] = .integer(days)
    }
    do {
      _ = try await context.client.call("DeleteSecret", input)
    } catch let error as ProviderError where error.code == .notFound {
      return
    } catch let error as ProviderError where error.cloudCode.hasPrefix("Invalid") {
      // Deleted already, or not to be deleted while it has replicas.
      guard let current = try await context.describe(request.id), current.deletedDate == nil else { return }
      guard !current.replicas.isEmpty else { throw error }
      try await SecretChanger(context: context, current: current, inputs: SecretInputs([:]), limit: limit)
        .changeReplicas()
      _ = try await context.retrying(within: limit, while: { $0.cloudCode.hasPrefix("Invalid") }) {
        try await context.client.call("DeleteSecret", input)
      }
    }
  }
}

extension SecretsManagerSecretLifecycle {
  /// Who holds the name that a create was refused for.
  private enum Holder {
    /// An earlier attempt of the same create.
    case own(String)
    case recovered(String)
    /// Something that is being deleted for good.
    case vanishing
  }

  private func make(_ input: JSONObject) async throws -> String {
    guard let arn = try await context.client.call("CreateSecret", input)["ARN"]?.stringValue else {
      throw ProviderError(
        .unexpectedResponse, "The answer to secretsmanager:CreateSecret names no secret.", mayHaveChanged: true)
    }
    return arn
  }

  /// Whether a run was interrupted between recovering the secret and marking it: it still carries the tags of the
  /// resource's former life.
  private func isRecoveredByUs(_ current: SecretDescription, _ inputs: SecretInputs, _ owner: Owner) -> Bool {
    inputs.recoversDeleted && current.tags[OwnershipTags.urn] == OwnershipTags.tags(of: owner)[OwnershipTags.urn]
  }

  private func holder(of inputs: SecretInputs, _ owner: Owner, _ error: ProviderError) async throws -> Holder {
    guard let current = try await context.describe(inputs.name) else {
      if error.code == .tombstone { return .vanishing }
      throw error
    }
    guard let date = current.deletedDate else {
      if current.tags[OwnershipTags.operation] == owner.operationID { return .own(current.arn) }
      if isRecoveredByUs(current, inputs, owner) { return .recovered(current.arn) }
      throw SecretErrors.nameTaken(current, owner)
    }
    if inputs.recoversDeleted {
      do {
        _ = try await context.client.call("RestoreSecret", ["SecretId": .string(current.arn)])
        return .recovered(current.arn)
      } catch let error as ProviderError where error.code == .notFound || error.cloudCode.hasPrefix("Invalid") {
        return .vanishing
      }
    }
    // What is deleted without a recovery window has its date now, and goes within moments.
    if abs(date - context.clock.now()) < 120 { return .vanishing }
    throw SecretErrors.tombstone(current, deletedDate: date, error)
  }

  /// Everything that follows once the secret exists: what fails now is a reason, so that the secret is not forgotten.
  private func finish(
    _ id: String, _ inputs: SecretInputs, _ owner: Owner, isRecovered: Bool, limit: Duration
  ) async throws -> ResourceResult {
    var reasons: [String] = []
    do {
      if isRecovered {
        guard let current = try await visible(id, limit) else { throw SecretErrors.invisible(id) }
        let changer = SecretChanger(context: context, current: current, inputs: inputs, limit: limit)
        try await changer.changeSettings(["description", "kms_key_id", "type"])
        try await changer.changeTags(from: Array(current.userTags.keys), adding: OwnershipTags.tags(of: owner))
        try await changer.changeReplicas()
        try await changer.changePolicy()
      } else if inputs.policy != nil {
        let current = SecretDescription(madeAs: id, name: inputs.name)
        try await SecretChanger(context: context, current: current, inputs: inputs, limit: limit).changePolicy()
      }
    } catch let error as ProviderError {
      reasons.append(error.message)
    }
    return try await result(id, inputs, reasons: reasons, limit: limit)
  }

  private func visible(_ id: String, _ limit: Duration) async throws -> SecretDescription? {
    try await context.eventually(within: limit) {
      let current = try await context.describe(id)
      return current?.deletedDate == nil ? current : nil
    }
  }

  /// Waits until the secret can be seen and its replicas are in step.
  private func result(
    _ id: String, _ inputs: SecretInputs, reasons: [String], limit: Duration
  ) async throws -> ResourceResult {
    var reasons = reasons
    var last: SecretDescription?
    do {
      _ = try await context.eventually(within: limit) { () async throws -> Bool? in
        last = try await context.describe(id)
        guard let last, last.deletedDate == nil else { return nil }
        return last.replicas.contains { $0.status == "InProgress" } ? nil : true
      }
    } catch let error as ProviderError {
      reasons.append(error.message)
    }
    guard let last else {
      reasons.append(SecretErrors.invisible(id).message)
      return ResourceResult(id: id, outputs: ["arn": .string(id)], incompleteReasons: reasons)
    }
    for replica in last.replicas where replica.status != "InSync" {
      reasons.append(
        "The replica in \(replica.region) is \(replica.status.isEmpty ? "not ready" : replica.status)"
          + (replica.message.isEmpty ? "." : ": \(replica.message)"))
    }
    for region in Set(inputs.replicas.keys).subtracting(last.replicas.map(\.region)).sorted() {
      reasons.append("The replica in \(region) was not made.")
    }
    return ResourceResult(id: last.arn, outputs: last.outputs, incompleteReasons: reasons)
  }

  private func policy(of id: String) async throws -> String? {
    do {
      return try await context.client.call("GetResourcePolicy", ["SecretId": .string(id)])["ResourcePolicy"]?
        .stringValue
    } catch let error as ProviderError where error.code == .notFound {
      return nil
    }
  }
}
