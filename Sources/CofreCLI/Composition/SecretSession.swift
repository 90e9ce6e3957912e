import CofreModel
import CofreProject
import CofreProvider

/// Finds a secret of the stack by its name and reaches its value in the cloud.
enum SecretSession {
  /// The recorded resources that hold one value each, by name.
  static func secrets(in workspace: Workspace) throws -> [ResourceState] {
    let snapshot = try runBlocking { try await workspace.readSnapshot() }
    return snapshot.resources
      .filter { !$0.isPendingDelete && valueTypes.contains($0.urn.type) }
      .sorted { $0.urn.name < $1.urn.name }
  }

  static func run<Result: Sendable>(
    _ workspace: Workspace, sandbox wantsSandbox: Bool, name: String,
    _ work: @escaping @Sendable (any SecretValueAccess, ResourceState) async throws -> Result
  ) throws -> Result {
    let state = try find(name, in: workspace)
    let sandbox = wantsSandbox || workspace.project.usesSandbox ? try Sandbox.open(project: workspace.root) : nil
    defer { sandbox?.child?.end() }
    let factory = try workspace.providers(sandbox: sandbox)
    return try runBlocking {
      let snapshot = try await workspace.readSnapshot()
      try workspace.checkRealm(of: snapshot, usesSandbox: sandbox != nil)
      var configuration: [String: Value] = [:]
      if let urn = state.options.provider, let provider = snapshot.resources.first(where: { $0.urn == urn }) {
        configuration = provider.inputs.filter { !$0.value.containsSensitive }
      }
      let cloud = String(state.urn.type.prefix { $0 != "." })
      let provider = try factory.makeProvider(cloud: cloud, configuration: configuration)
      guard let access = provider.lifecycle(for: state.urn.type) as? any SecretValueAccess else {
        throw DiagnosticError(
          Diagnostic(
            code: "no-secret", "Not a secret",
            detail: "'\(name)' is of type '\(state.urn.type)', which holds no value.",
            urn: state.urn))
      }
      return try await work(access, state)
    }
  }

  /// The types whose life cycle is a ``SecretValueAccess``; the tests compare the list with the providers.
  static let valueTypes: Set<String> = ["aws.secretsmanager.Secret", "azure.keyvault.Secret"]

  private static func find(_ name: String, in workspace: Workspace) throws -> ResourceState {
    let all = try secrets(in: workspace)
    let found = all.filter { $0.urn.name == name }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw DiagnosticError(
        Diagnostic(
          code: "ambiguous-name", "The name is ambiguous",
          detail: "Secrets of the types \(found.map(\.urn.type).joined(separator: " and ")) are called '\(name)'.",
          hint: "Give one of them another name."))
    }
    let nearest = nearestNames(to: name, among: all.map(\.urn.name))
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-secret", "Unknown secret", detail: "The stack has no secret '\(name)'.",
        hint: nearest.isEmpty
          ? "'cofre secret ls' lists them; 'cofre up' makes those of the script."
          : "Did you mean \(nearest.map { "'\($0)'" }.joined(separator: " or "))?"))
  }
}
