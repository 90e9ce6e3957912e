import CofreModel
import CofreProvider
import CofreSchema

/// Settles the operations that a killed run left pending: it reads the cloud to learn what became of each.
struct Recovery {
  private let environment: Engine.Environment
  private let recorder: any StateRecorder
  private let registry: ProviderRegistry

  init(_ environment: Engine.Environment, _ recorder: any StateRecorder) {
    self.environment = environment
    self.recorder = recorder
    registry = ProviderRegistry(factory: environment.factory)
  }

  func run(_ snapshot: Snapshot) async -> (Snapshot, [Diagnostic]) {
    var snapshot = snapshot
    var diagnostics: [Diagnostic] = []
    for operation in snapshot.pendingOperations {
      // What is left stays pending: the next run looks into it.
      guard !environment.cancellation.isCancelled else { break }
      do {
        let (changes, message) = try await settle(operation, in: snapshot)
        let all = changes + [.end(operationID: operation.operationID)]
        try await recorder.record(all)
        snapshot = snapshot.applying(all)
        environment.observe(.recovered(operation.urn, message))
      } catch {
        diagnostics += ErrorPhrases.diagnostics(for: error, urn: operation.urn, location: operation.state.location)
      }
    }
    return (snapshot, diagnostics)
  }

  private func settle(
    _ operation: PendingOperation, in snapshot: Snapshot
  ) async throws -> (changes: [StateChange], message: String) {
    let type = try registry.resourceType(operation.urn.type)
    let live = snapshot.resources.filter { !$0.isPendingDelete }
    let lifecycle = try registry.lifecycle(for: operation.urn, options: operation.state.options) { urn in
      live.first { $0.urn == urn }
    }
    var state = operation.state
    switch operation.kind {
    case .create:
      let owner = Owner(urn: operation.urn, operationID: operation.operationID)
      let found = try await lifecycle.findCreated(
        CreateRequest(owner: owner, type: type, inputs: state.inputs, timeout: state.options.timeouts.create))
      guard let found else { return ([], "It had not been created.") }
      state.id = found.id
      let boxed = type.box(outputs: found.outputs, like: state.inputs, options: state.options)
      state.outputs = try environment.sealer.sealOutputs(boxed, urn: state.urn)
      state.incompleteReasons = found.incompleteReasons
      // What the interrupted step replaced, under its own name or a former one.
      let old = ([state.urn] + state.options.aliases).first { urn in live.contains { $0.urn == urn } }
      return ((old.map { [.markPendingDelete($0)] } ?? []) + [.put(state)], "It had been created as \(found.id).")
    case .update:
      guard live.contains(where: { $0.urn == operation.urn && $0.id == state.id }) else {
        return ([], "It is gone since.")
      }
      state.incompleteReasons = ["An update of it was interrupted."]
      return ([.put(state)], "Its update is to be repeated.")
    case .delete:
      let request = ReadRequest(
        urn: operation.urn, type: type, id: state.id, inputs: state.inputs, outputs: state.outputs)
      guard try await lifecycle.read(request) == nil else { return ([], "It had not been deleted.") }
      return (state.removal(of: type, newSeed: environment.makeOperationID), "It had been deleted.")
    }
  }
}
