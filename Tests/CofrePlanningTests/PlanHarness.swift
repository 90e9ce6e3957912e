import CofreAnalysis
import CofreEngine
import CofreLua
import CofreModel
import CofrePlanning
import CofreProvider
import CofreSchema

/// Plans scripts of a fake cloud against recorded resources.
struct PlanHarness {
  var recorded: [ResourceState] = []
  var config: [String: Value] = [:]

  /// A recorded `fake.Thing`, with its password as the digest of some value.
  static func thing(
    _ name: String, _ inputs: [String: Value] = [:], outputs: [String: Value] = [:], protect: Bool = false,
    dependencies: [String: Set<URN>] = [:]
  ) -> ResourceState {
    var options = ResourceOptions()
    options.protect = protect
    return ResourceState(
      urn: urn(name), id: "id-\(name)", inputs: ["size": 1].merging(inputs) { $1 },
      outputs: ["arn": .string("arn:\(name)"), "revision": 1].merging(outputs) { $1 }, options: options,
      dependencies: Set(dependencies.values.flatMap { $0 }), propertyDependencies: dependencies)
  }

  static func urn(_ name: String, type: String = "fake.Thing") -> URN {
    URN(stack: "dev", project: "demo", type: type, name: name)
  }

  static let digest = Value.digest(Digest(hex: String(repeating: "7f", count: 32)))
  static let ciphertext = Value.ciphertext(Ciphertext(base64: "c2VhbGVk"))

  func plan(_ script: String, limits: ScriptLimits = ScriptLimits()) async -> ProjectPlan {
    let head = "local cofre, fake = require 'cofre', require 'cofre.fake' local config = cofre.config() "
    let program = StackProgram(
      StackProgramOptions(
        project: "demo", stack: "dev", readFile: { $0 == "stack.lua" ? Array((head + script).utf8) : nil },
        isPreview: true, config: config, resourceType: { FakeFactory().resourceType($0) },
        resourceTypeNames: FakeFactory.types.map(\.name), limits: limits))
    return await OfflinePlanner(
      stack: Self.urn("dev", type: "cofre.Stack"), main: "stack.lua",
      snapshot: Snapshot(resources: recorded, nameSeed: "seed"), source: Script(program: program),
      factory: FakeFactory()
    ).plan()
  }

  /// What becomes of each resource, with the paths that change, those that replace with a mark.
  func summary(_ script: String) async -> [String] {
    let plan = await plan(script)
    return (plan.resources + plan.deleted).map { resource in
      let changes = resource.changes.map { "\($0.path)\($0.replaces ? "!" : "")" }
      return ([resource.operation.rawValue, resource.name] + changes).joined(separator: " ")
    } + plan.problems.map { "problem \($0.code)" }
  }
}

private struct Script: Source {
  let program: StackProgram

  func start() async throws -> [Goal] { try await program.start() }

  func resolve(_ resolutions: [Resolution]) async throws -> [Goal] { try await program.resolve(resolutions) }

  func finish() async throws -> SourceResult {
    let result = try await program.finish()
    return SourceResult(exports: result.exports, warnings: result.warnings)
  }
}

struct FakeFactory: ProviderFactory {
  static let types = [
    ResourceType(
      name: "fake.Provider", summary: "The fake cloud.",
      inputs: [.string("region", doc: "Where."), .string("token", .sensitive, doc: "Who.")], outputs: [],
      idFormat: "Its name."),
    ResourceType(
      name: "fake.Thing", summary: "A thing.",
      inputs: [
        .string("region", .createOnly, doc: "Where it is."),
        .integer("size", .range(0...1000), .defaultValue(1), doc: "How big."),
        .string("password", .sensitive, doc: "What opens it."),
        .any("label", doc: "What is written on it."),
        .map("tags", of: .any, doc: "Tags."),
      ],
      outputs: [
        .string("arn", doc: "Its full name."), .integer("revision", .volatile, doc: "Counts the changes."),
        .string("secret_key", .sensitive, doc: "Answered once."),
      ], idFormat: "id- and its name.", tombstone: "Its name stays taken for a while. Then it is free."),
  ]

  func resourceType(_ name: String) -> ResourceType? { Self.types.first { $0.name == name } }

  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider { FakeProvider() }
}

private struct FakeProvider: Provider {
  func lifecycle(for type: String) -> (any ResourceLifecycle)? { FakeLifecycle() }
}

/// Checks that a region is there, as providers do whose configuration may give one.
private struct FakeLifecycle: ResourceLifecycle {
  private struct Forbidden: Error {}

  func check(_ request: CheckRequest) throws -> CheckResult {
    var result = CheckResult(inputs: request.inputs)
    if request.inputs["region"] == nil {
      result.violations.append(
        Violation(
          code: "missing-property", path: PropertyPath("region"), "Missing required property",
          detail: "A thing needs a region."))
    }
    return result
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult { throw Forbidden() }
  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? { throw Forbidden() }
  func read(_ request: ReadRequest) async throws -> ReadResult? { throw Forbidden() }
  func update(_ request: UpdateRequest) async throws -> ResourceResult { throw Forbidden() }
  func delete(_ request: DeleteRequest) async throws { throw Forbidden() }
}
