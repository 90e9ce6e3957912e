import CofreModel
import CofreProvider
import CofreSchema
import Synchronization

/// Makes providers of a fake cloud; its closures are where a test gets in.
struct FakeFactory: ProviderFactory {
  let cloud: FakeCloud
  /// Before and after the effect of each call.
  var before: @Sendable (FakeCloud.Call) async throws -> Void = { _ in }
  var after: @Sendable (FakeCloud.Call) async throws -> Void = { _ in }
  /// What a create or an update leaves unfinished.
  var incompleteReasons: @Sendable (FakeCloud.Call) -> [String] = { _ in [] }
  var check: @Sendable (CheckRequest) -> [Violation] = { _ in [] }
  /// Throws what the cloud can never do.
  var judge: @Sendable (DiffRequest, Diff) throws -> Void = { _, _ in }
  var didUpdate: @Sendable (UpdateRequest) -> Void = { _ in }
  var didMakeProvider: @Sendable ([String: Value]) -> Void = { _ in }

  func resourceType(_ name: String) -> ResourceType? { FakeTypes.all.first { $0.name == name } }

  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider {
    didMakeProvider(configuration)
    return FakeProvider(factory: self, region: configuration["region"] ?? "home")
  }
}

struct FakeProvider: Provider {
  let factory: FakeFactory
  let region: Value

  func lifecycle(for type: String) -> (any ResourceLifecycle)? {
    switch type {
    case "fake.Memo": return MemoLifecycle()
    case "fake.Thing", "fake.Single": return ThingLifecycle(factory: factory, region: region)
    default: return nil
    }
  }
}

/// The life of a thing in the fake cloud.
struct ThingLifecycle: ResourceLifecycle {
  let factory: FakeFactory
  let region: Value

  func check(_ request: CheckRequest) -> CheckResult {
    var inputs = request.inputs
    if inputs["region"] == nil { inputs["region"] = region }
    return CheckResult(inputs: inputs, violations: factory.check(request))
  }

  func diff(_ request: DiffRequest) throws -> Diff {
    let diff = SchemaDiff.diff(request)
    try factory.judge(request, diff)
    return diff
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let properties = request.inputs.mapValues { $0.revealed(for: .providerRequest) }
    return try await perform(.create, request.owner.urn) { call in
      result(try factory.cloud.create(request.owner, properties), call)
    }
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    try await perform(.find, request.owner.urn) { call in
      guard let object = factory.cloud.object(named: request.inputs["name"]?.stringValue ?? "") else { return nil }
      guard object.owner == request.owner else {
        throw ProviderError(.alreadyExists, "'\(object.name)' belongs to somebody else.")
      }
      return result(object, call)
    }
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    try await perform(.read, request.urn) { _ in
      guard let object = factory.cloud.object(id: request.id) else { return nil }
      let inputs = object.properties.filter { $0.key != "password" && $0.key != "note" }
      return ReadResult(id: object.id, inputs: inputs, outputs: outputs(object))
    }
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let properties = request.inputs.mapValues { $0.revealed(for: .providerRequest) }
    factory.didUpdate(request)
    return try await perform(.update, request.owner.urn) { call in
      var result = result(try factory.cloud.update(request.id, properties), call)
      result.outputs["secret_key"] = request.oldOutputs["secret_key"]
      return result
    }
  }

  func delete(_ request: DeleteRequest) async throws {
    try await perform(.delete, request.owner.urn) { _ in try factory.cloud.delete(request.id) }
  }

  private func perform<Made: Sendable>(
    _ verb: FakeCloud.Call.Verb, _ urn: URN, _ effect: (FakeCloud.Call) throws -> Made
  ) async throws -> Made {
    let call = FakeCloud.Call(verb: verb, urn: urn, region: region.stringValue ?? "")
    factory.cloud.begin(call)
    defer { factory.cloud.end() }
    try await factory.before(call)
    let made = try effect(call)
    try await factory.after(call)
    return made
  }

  private func result(_ object: FakeCloud.Object, _ call: FakeCloud.Call) -> ResourceResult {
    var outputs = outputs(object)
    outputs["secret_key"] = .string(object.secretKey)
    return ResourceResult(id: object.id, outputs: outputs, incompleteReasons: factory.incompleteReasons(call))
  }

  private func outputs(_ object: FakeCloud.Object) -> [String: Value] {
    var outputs: [String: Value] = ["arn": .string(object.arn), "revision": .integer(object.revision)]
    outputs["label"] = object.properties["label"]
    return outputs
  }
}

/// The life of what no cloud knows of.
struct MemoLifecycle: ResourceLifecycle {
  var makesCloudCalls: Bool { false }

  func create(_ request: CreateRequest) -> ResourceResult {
    ResourceResult(id: request.owner.operationID, outputs: [:])
  }
  func findCreated(_ request: CreateRequest) -> ResourceResult? { nil }
  func read(_ request: ReadRequest) -> ReadResult? {
    ReadResult(id: request.id, inputs: request.inputs, outputs: request.outputs)
  }
  func update(_ request: UpdateRequest) -> ResourceResult { ResourceResult(id: request.id, outputs: [:]) }
  func delete(_ request: DeleteRequest) {}
}
