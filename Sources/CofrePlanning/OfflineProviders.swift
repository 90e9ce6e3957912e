import CofreModel
import CofreProvider
import CofreSchema

/// Providers that check and compare, and do nothing else.
struct OfflineProviders: ProviderFactory {
  let base: any ProviderFactory
  let notes: RunNotes

  func resourceType(_ name: String) -> ResourceType? { base.resourceType(name) }

  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider {
    let known = configuration.filter { !$0.value.containsUnknown && !$0.value.containsSensitive }
    return OfflineProvider(base: try base.makeProvider(cloud: cloud, configuration: known), notes: notes)
  }
}

private struct OfflineProvider: Provider {
  let base: any Provider
  let notes: RunNotes

  func lifecycle(for type: String) -> (any ResourceLifecycle)? {
    base.lifecycle(for: type).map { OfflineLifecycle(base: $0, notes: notes) }
  }
}

/// The checks and the comparison of a life cycle, in which what is not known to have changed has not.
struct OfflineLifecycle: ResourceLifecycle {
  let base: any ResourceLifecycle
  let notes: RunNotes

  /// Inputs that a provider's configuration, which may come from the environment of a terminal, fills in.
  private static let placements = ["location", "project", "region"]

  func check(_ request: CheckRequest) throws -> CheckResult {
    var result = try base.check(request)
    for name in Self.placements where request.type.input(name) != nil && request.inputs[name] == nil {
      if let recorded = request.priorInputs?[name], result.inputs[name] == nil { result.inputs[name] = recorded }
      result.violations.removeAll { $0.code == "missing-property" && $0.path == PropertyPath(name) }
    }
    return result
  }

  func diff(_ request: DiffRequest) throws -> Diff {
    var request = request
    let unopened = notes.unopened(in: request.urn)
    if !unopened.isEmpty {
      let old = Value.object(request.oldInputs)
      request.newInputs = request.newInputs.reduce(into: [:]) { inputs, input in
        inputs[input.key] = input.value.mapLeaves(at: PropertyPath(input.key)) { leaf, path in
          leaf.isUnknown && unopened.contains(path) ? old[path] ?? leaf : leaf
        }
      }
    }
    return try base.diff(request)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult { throw Self.refusal }
  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? { throw Self.refusal }
  func read(_ request: ReadRequest) async throws -> ReadResult? { throw Self.refusal }
  func update(_ request: UpdateRequest) async throws -> ResourceResult { throw Self.refusal }
  func delete(_ request: DeleteRequest) async throws { throw Self.refusal }

  private static let refusal = ProviderError(.unreachable, "A preview for an editor reaches no cloud.")
}
