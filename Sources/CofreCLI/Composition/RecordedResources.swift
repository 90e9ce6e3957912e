import CofreModel
import CofreProvider

/// The recorded resources of a stack and the life cycles that reach them in the clouds.
struct RecordedResources: Sendable {
  let snapshot: Snapshot
  let factory: any ProviderFactory

  /// The live resources, by name.
  var states: [ResourceState] {
    snapshot.resources.filter { !$0.isPendingDelete }.sorted { ($0.urn.name, $0.urn.type) < ($1.urn.name, $1.urn.type) }
  }

  /// The one resource of a name among those of the types; the error says what there is instead.
  func find(_ name: String, among types: Set<String>? = nil, noun: String) throws -> ResourceState {
    let all = states.filter { types?.contains($0.urn.type) ?? true }
    let found = all.filter { $0.urn.name == name }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw DiagnosticError(
        Diagnostic(
          code: "ambiguous-name", "The name is ambiguous",
          detail: "Resources of the types \(found.map(\.urn.type).joined(separator: " and ")) are called '\(name)'.",
          hint: "Give one of them another name."))
    }
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-\(noun)", "Unknown \(noun)", detail: "The stack has no \(noun) '\(name)'.",
        hint: didYouMean(nearestNames(to: name, among: all.map(\.urn.name)))
          ?? "'cofre up' makes what the script declares."))
  }

  func lifecycle(for state: ResourceState) throws -> any ResourceLifecycle {
    var configuration: [String: Value] = [:]
    if let urn = state.options.provider, let provider = snapshot.resources.first(where: { $0.urn == urn }) {
      configuration = provider.inputs.filter { !$0.value.containsSensitive }
    }
    let cloud = String(state.urn.type.prefix { $0 != "." })
    let provider = try factory.makeProvider(cloud: cloud, configuration: configuration)
    guard let lifecycle = provider.lifecycle(for: state.urn.type) else {
      throw DiagnosticError(
        Diagnostic(
          code: "unknown-resource-type", "Unknown resource type",
          detail: "No provider manages '\(state.urn.type)'.", urn: state.urn))
    }
    return lifecycle
  }

  /// Reaches the value of a secret.
  func valueAccess(to name: String) throws -> (any SecretValueAccess, ResourceState) {
    let state = try find(name, among: Self.valueTypes, noun: "secret")
    guard let access = try lifecycle(for: state) as? any SecretValueAccess else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-secret", "Not a secret", detail: "'\(name)' is of type '\(state.urn.type)', which holds no value.",
          urn: state.urn))
    }
    return (access, state)
  }

  /// The types whose life cycle is a ``SecretValueAccess``.
  static let valueTypes: Set<String> = ["aws.secretsmanager.Secret", "azure.keyvault.Secret"]
}
