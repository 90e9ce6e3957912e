import CofreModel
import CofreProject
import CofreProvider

/// Reaches the values of a stack's secrets in the clouds, or in the sandbox.
enum SecretSession {
  /// The recorded resources that hold one value each, by name.
  static func secrets(in projectStack: ProjectStack) throws -> [ResourceState] {
    let snapshot = try runBlocking { try await projectStack.readSnapshot() }
    return snapshot.resources
      .filter { !$0.isPendingDelete && RecordedResources.valueTypes.contains($0.urn.type) }
      .sorted { $0.urn.name < $1.urn.name }
  }

  static func run<Result: Sendable>(
    _ projectStack: ProjectStack, sandbox wantsSandbox: Bool, name: String,
    _ work: @escaping @Sendable (any SecretValueAccess, ResourceState) async throws -> Result
  ) throws -> Result {
    let sandbox = wantsSandbox || projectStack.project.usesSandbox ? try projectStack.openSandbox() : nil
    defer { sandbox?.child?.end() }
    let factory = try projectStack.providers(sandbox: sandbox)
    return try runBlocking {
      let snapshot = try await projectStack.readSnapshot()
      let (access, state) = try RecordedResources(snapshot: snapshot, factory: factory).valueAccess(to: name)
      try projectStack.checkRealm(of: snapshot, usesSandbox: sandbox != nil)
      return try await work(access, state)
    }
  }
}
