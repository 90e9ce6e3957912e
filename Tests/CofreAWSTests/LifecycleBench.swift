import CofreAWS
import CofreCatalog
import CofreModel
import CofreProvider
import CofreSchema
import Testing

/// Calls lifecycles as the engine does, with less to write.
struct LifecycleBench: Sendable {
  let provider: any Provider

  /// 32 digits, by default the same for each call: a repeated step.
  static func owner(_ type: String, _ operation: Character = "a") -> Owner {
    Owner(
      urn: URN(stack: "dev", project: "ml", type: type, name: "thing"),
      operationID: String(repeating: operation, count: 32))
  }

  private func lifecycle(_ name: String) throws -> (any ResourceLifecycle, ResourceType) {
    (try #require(provider.lifecycle(for: name)), try #require(Catalog.resourceType(name)))
  }

  func check(_ name: String, _ inputs: [String: Value]) throws -> [Violation] {
    let (lifecycle, type) = try lifecycle(name)
    return try lifecycle.check(
      CheckRequest(urn: Self.owner(name).urn, type: type, inputs: inputs, priorInputs: nil)
    ).violations
  }

  /// The paths that change, with `±` where that replaces the resource.
  func diff(_ name: String, _ old: [String: Value], _ new: [String: Value]) throws -> [String] {
    let (lifecycle, type) = try lifecycle(name)
    let request = DiffRequest(
      urn: Self.owner(name).urn, type: type, id: "1", oldInputs: old, oldOutputs: [:], newInputs: new)
    return try lifecycle.diff(request).changes.map { "\($0.requiresReplacement ? "±" : "")\($0.path)" }
  }

  @discardableResult func create(
    _ name: String, _ inputs: [String: Value], operation: Character = "a"
  ) async throws -> ResourceResult {
    let (lifecycle, type) = try lifecycle(name)
    return try await lifecycle.create(
      CreateRequest(owner: Self.owner(name, operation), type: type, inputs: type.prepare(inputs)))
  }

  @discardableResult func findCreated(
    _ name: String, _ inputs: [String: Value], operation: Character = "a"
  ) async throws -> ResourceResult? {
    let (lifecycle, type) = try lifecycle(name)
    return try await lifecycle.findCreated(
      CreateRequest(owner: Self.owner(name, operation), type: type, inputs: inputs))
  }

  @discardableResult func read(
    _ name: String, _ result: ResourceResult, _ inputs: [String: Value]
  ) async throws -> ReadResult? {
    let (lifecycle, type) = try lifecycle(name)
    return try await lifecycle.read(
      ReadRequest(urn: Self.owner(name).urn, type: type, id: result.id, inputs: inputs, outputs: result.outputs))
  }

  @discardableResult func update(
    _ name: String, _ result: ResourceResult, from old: [String: Value], to new: [String: Value]
  ) async throws -> ResourceResult {
    let (lifecycle, type) = try lifecycle(name)
    let diff = try lifecycle.diff(
      DiffRequest(
        urn: Self.owner(name).urn, type: type, id: result.id, oldInputs: old, oldOutputs: result.outputs, newInputs: new
      ))
    return try await lifecycle.update(
      UpdateRequest(
        owner: Self.owner(name), type: type, id: result.id, oldInputs: old, oldOutputs: result.outputs, inputs: new,
        diff: diff))
  }

  func delete(
    _ name: String, _ result: ResourceResult, _ inputs: [String: Value], alsoDeleting: Set<String> = []
  ) async throws {
    let (lifecycle, type) = try lifecycle(name)
    try await lifecycle.delete(
      DeleteRequest(
        owner: Self.owner(name), type: type, id: result.id, inputs: inputs, outputs: result.outputs,
        alsoDeleting: alsoDeleting))
  }

  func setValue(_ value: String, of id: String) async throws -> String {
    try await values().setSecretValue(Sensitive(value), of: state(id))
  }

  func value(of id: String) async throws -> String? {
    try await values().secretValue(of: state(id))?.revealString(for: .userRequest)
  }

  private func values() throws -> any SecretValueAccess {
    try #require(provider.lifecycle(for: "aws.secretsmanager.Secret") as? any SecretValueAccess)
  }

  private func state(_ id: String) -> ResourceState {
    ResourceState(
      urn: Self.owner("aws.secretsmanager.Secret").urn, id: id, inputs: [:], outputs: [:], options: ResourceOptions(),
      dependencies: [])
  }

  /// Runs something that must fail with one of the codes.
  func expectFailure<Result>(
    _ codes: ProviderError.Code..., sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ body: (LifecycleBench) async throws -> Result
  ) async {
    do {
      _ = try await body(self)
      Issue.record("It did not fail.", sourceLocation: sourceLocation)
    } catch let error as ProviderError {
      #expect(codes.contains(error.code), "\(error)", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }
}

/// `#expect` for a call that throws, in a closure, where the macro does not compile.
func expectEqual<Value: Equatable>(
  _ actual: Value, _ expected: Value, sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  #expect(actual == expected, sourceLocation: sourceLocation)
}
