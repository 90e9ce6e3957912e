import CofreEngine
import CofreLua
import CofreModel
import CofreProject
import CofreProvider
import CofreSchema

/// What `cofre run` scripts find under `cofre`; docs/scripts.md describes each.
struct ScriptFunctions: Sendable {
  private let session: OperationSession
  private let factory: CloudFactory

  init(_ session: OperationSession) throws {
    self.session = session
    factory = try session.projectStack.providers(sandbox: session.sandbox)
  }

  var all: [String: ScriptRunnerOptions.HostFunction] {
    [
      "project": { _ in .string(session.projectStack.project.name) },
      "stack": { _ in .string(session.projectStack.stack) },
      "env": { .string(ProcessEnvironment.variables[try Self.text($0, 0, of: "env")] ?? "") },
      "config": config,
      "outputs": { _ in .object(try await session.projectStack.readExports(opening: true)) },
      "resources": resources,
      "read": read,
      "secret.get": secretValue,
      "secret.set": setSecretValue,
      "preview": { _ in Self.value(try await session.preview()) },
      "up": { _ in Self.value(try await session.up()) },
      "refresh": { _ in Self.value(try await session.refresh()) },
      "destroy": { _ in Self.value(try await session.destroy()) },
    ]
  }

  private func config(_ arguments: [Value]) async throws -> Value {
    try session.projectStack.configurationValue(Self.text(arguments, 0, of: "config"))
  }

  private func resources(_ arguments: [Value]) async throws -> Value {
    let recorded = try await recorded()
    return .array(
      recorded.states.map { state in
        .object(["name": .string(state.urn.name), "type": .string(state.urn.type), "id": .string(state.id)])
      })
  }

  /// What the cloud says of a resource now, or null when it is gone.
  private func read(_ arguments: [Value]) async throws -> Value {
    let recorded = try await recorded()
    let state = try recorded.find(try Self.text(arguments, 0, of: "read"), noun: "resource")
    guard let type = factory.resourceType(state.urn.type) else { return .null }
    let found = try await recorded.lifecycle(for: state).read(
      ReadRequest(urn: state.urn, type: type, id: state.id, inputs: state.inputs, outputs: state.outputs))
    guard let found else { return .null }
    let inputs = found.inputs.filter { !$0.value.containsSensitive }
    return .object(inputs.merging(type.box(outputs: found.outputs)) { _, output in output })
  }

  private func secretValue(_ arguments: [Value]) async throws -> Value {
    let (access, state) = try await recorded().valueAccess(to: Self.text(arguments, 0, of: "secret.get"))
    return try await access.secretValue(of: state).map { .sensitive($0) } ?? .null
  }

  private func setSecretValue(_ arguments: [Value]) async throws -> Value {
    let (access, state) = try await recorded().valueAccess(to: Self.text(arguments, 0, of: "secret.set"))
    switch arguments.count > 1 ? arguments[1] : .null {
    case .string(let text): return .string(try await access.setSecretValue(Sensitive(text), of: state))
    case .sensitive(let value): return .string(try await access.setSecretValue(value, of: state))
    default: throw Self.wrongArgument(2, of: "secret.set", "a string or a secret value")
    }
  }

  private func recorded() async throws -> RecordedResources {
    let snapshot = try await session.projectStack.readSnapshot()
    try session.projectStack.checkRealm(of: snapshot, usesSandbox: session.sandbox != nil)
    return RecordedResources(snapshot: snapshot, factory: factory)
  }

  /// An operation's outcome as a table: `ok`, `has_changes`, `counts`, `outputs`.
  private static func value(_ outcome: Outcome) -> Value {
    var counts: [String: Value] = [:]
    for (kind, count) in outcome.counts { counts[kind.rawValue] = .integer(Int64(count)) }
    return .object([
      "ok": .bool(!outcome.hasErrors && !outcome.wasCancelled), "has_changes": .bool(outcome.hasChanges),
      "counts": .object(counts), "outputs": .object(outcome.exports.filter { !$0.value.containsUnknown }),
    ])
  }

  private static func text(_ arguments: [Value], _ index: Int, of function: String) throws -> String {
    guard arguments.indices.contains(index), case .string(let text) = arguments[index] else {
      throw wrongArgument(index + 1, of: function, "a string")
    }
    return text
  }

  private static func wrongArgument(_ position: Int, of function: String, _ expected: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "wrong-argument", "Wrong argument",
        detail: "Argument \(position) of cofre.\(function) must be \(expected)."))
  }
}
