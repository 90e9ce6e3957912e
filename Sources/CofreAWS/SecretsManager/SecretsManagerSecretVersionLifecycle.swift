import CofreCrypto
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema

/// `aws.secretsmanager.SecretVersion`.
struct SecretsManagerSecretVersionLifecycle: ResourceLifecycle {
  let context: SecretsManagerContext

  init(_ context: SecretsManagerContext) { self.context = context }

  func check(_ request: CheckRequest) throws -> CheckResult {
    var violations: [Violation] = []
    if case .sensitive(let value)? = request.inputs["secret_binary"] {
      let bytes = value.revealString(for: .validation).flatMap { Base64.decode($0) }
      if !(1...65_536 ~= (bytes?.count ?? 0)) {
        violations.append(
          Violation(
            code: "out-of-range", path: PropertyPath("secret_binary"), "Value is not allowed",
            detail: "'secret_binary' of aws.secretsmanager.SecretVersion must be the base64 of 1 to 65,536 bytes."))
      }
    }
    return CheckResult(inputs: request.inputs, violations: violations)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let token = VersionToken.make(for: request.owner)
    var input: JSONObject = [
      "SecretId": .string(secretID(request.inputs)), "ClientRequestToken": .string(token),
    ]
    var values: [Sensitive] = []
    for (name, wireName) in [("secret_string", "SecretString"), ("secret_binary", "SecretBinary")] {
      guard case .sensitive(let value)? = request.inputs[name] else { continue }
      input[wireName] = value.revealString(for: .providerRequest).map { .string($0) }
      values.append(value)
    }
    let stages = self.stages(request.inputs)
    if !stages.isEmpty { input["VersionStages"] = .array(stages.map { .string($0) }) }
    // A secret that was made a moment ago may not be seen by every server yet.
    let output = try await context.retrying(within: .seconds(15), while: { $0.code == .notFound }) {
      try await context.client.call("PutSecretValue", input, sensitive: values)
    }
    guard let arn = output["ARN"]?.stringValue, let version = output["VersionId"]?.stringValue else {
      throw ProviderError(
        .unexpectedResponse, "The answer to secretsmanager:PutSecretValue names no version.", mayHaveChanged: true)
    }
    return result(VersionID(secret: arn, version: version))
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    guard let secret = try await context.describe(secretID(request.inputs)), secret.deletedDate == nil else {
      return nil
    }
    let id = VersionID(secret: secret.arn, version: VersionToken.make(for: request.owner))
    return try await stages(of: id, in: secret) == nil ? nil : result(id)
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    let id = try VersionID(parsing: request.id)
    guard let secret = try await context.describe(id.secret), secret.deletedDate == nil,
      let stages = try await stages(of: id, in: secret)
    else { return nil }
    var inputs = request.inputs.filter { !["secret_string", "secret_binary", "version_stages"].contains($0.key) }
    if inputs["secret_id"] == nil { inputs["secret_id"] = .string(secret.arn) }
    inputs["version_stages"] = readStages(stages, request.inputs["version_stages"], secret)
    let found = VersionID(secret: secret.arn, version: id.version)
    return ReadResult(id: found.description, inputs: inputs, outputs: result(found).outputs)
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let id = try VersionID(parsing: request.id)
    guard let secret = try await context.describe(id.secret), secret.deletedDate == nil,
      let present = try await stages(of: id, in: secret)
    else {
      throw ProviderError(
        .notFound, "The version is not in the cloud any more.", hint: "Run cofre refresh, then cofre up makes it again."
      )
    }
    let given = stages(request.inputs)
    let wanted = given.isEmpty ? ["AWSCURRENT"] : given
    for stage in wanted where !present.contains(stage) { try await move(stage, to: id, in: secret) }
    // AWSCURRENT cannot be taken off, only moved, and AWSPREVIOUS is AWS's own.
    for stage in present where !wanted.contains(stage) && !Self.serviceStages.contains(stage) {
      try await remove(stage, from: id)
    }
    return result(id)
  }

  func delete(_ request: DeleteRequest) async throws {
    let id = try VersionID(parsing: request.id)
    if request.alsoDeleting.contains(id.secret) { return }
    guard let secret = try await context.describe(id.secret), secret.deletedDate == nil else { return }
    for stage in secret.stages[id.version] ?? [] where !Self.serviceStages.contains(stage) {
      try await remove(stage, from: id)
    }
  }

  private static let serviceStages: Set<String> = ["AWSCURRENT", "AWSPREVIOUS"]
}

extension SecretsManagerSecretVersionLifecycle {
  private func secretID(_ inputs: [String: Value]) -> String {
    inputs["secret_id"]?.revealed(for: .providerRequest).stringValue ?? ""
  }

  private func stages(_ inputs: [String: Value]) -> [String] {
    (inputs["version_stages"]?.revealed(for: .providerRequest).arrayValue ?? []).compactMap(\.stringValue)
  }

  private func result(_ id: VersionID) -> ResourceResult {
    ResourceResult(
      id: id.description, outputs: ["arn": .string(id.secret), "version_id": .string(id.version)])
  }

  /// The labels of a version, none for one that is fading away; nil when it does not exist.
  private func stages(of id: VersionID, in secret: SecretDescription) async throws -> [String]? {
    if let stages = secret.stages[id.version] { return stages }
    var token: String?
    while true {
      let page = try await context.client.call(
        "ListSecretVersionIds",
        [
          "SecretId": .string(id.secret), "IncludeDeprecated": true, "MaxResults": 100,
          "NextToken": token.map { .string($0) } ?? nil,
        ])
      for version in page["Versions"]?.arrayValue ?? [] where version["VersionId"]?.stringValue == id.version {
        return (version["VersionStages"]?.arrayValue ?? []).compactMap(\.stringValue).sorted()
      }
      // A token that does not lead on, such as an empty one, ends the pages too.
      guard let next = page["NextToken"]?.stringValue, !next.isEmpty, next != token else { return nil }
      token = next
    }
  }

  /// The input that the labels amount to: the recorded one while it holds.
  private func readStages(_ stages: [String], _ recorded: Value?, _ secret: SecretDescription) -> Value? {
    let wanted = recorded?.arrayValue?.compactMap(\.stringValue)
    // A rotation moves AWSCURRENT on; that is its business, not drift.
    let isAsWanted = wanted.map { Set($0).isSubset(of: stages) } ?? (stages.contains("AWSCURRENT") || secret.isRotated)
    let extra = stages.filter { !Self.serviceStages.contains($0) && !(wanted ?? []).contains($0) }
    return isAsWanted && extra.isEmpty ? recorded : .array(stages.map { .string($0) })
  }

  private func move(_ stage: String, to id: VersionID, in secret: SecretDescription) async throws {
    let holder = secret.stages.first { $0.value.contains(stage) }?.key
    _ = try await context.client.call(
      "UpdateSecretVersionStage",
      [
        "SecretId": .string(id.secret), "VersionStage": .string(stage), "MoveToVersionId": .string(id.version),
        "RemoveFromVersionId": holder.map { .string($0) } ?? nil,
      ])
  }

  private func remove(_ stage: String, from id: VersionID) async throws {
    _ = try await context.client.call(
      "UpdateSecretVersionStage",
      ["SecretId": .string(id.secret), "VersionStage": .string(stage), "RemoveFromVersionId": .string(id.version)])
  }
}
