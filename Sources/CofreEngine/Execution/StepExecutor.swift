import CofreModel
import CofreProvider
import CofreSchema

/// Carries out planned steps: the calls, and the records before and after them.
struct StepExecutor: Sendable {
  let registry: ProviderRegistry
  let sealer: any Sealer
  let recorder: any StateRecorder
  let makeOperationID: @Sendable () -> String

  /// What a goal's step left behind.
  struct Result: Sendable {
    var state: ResourceState
    /// Inputs and outputs as one, sensitive leaves boxed: what the script sees.
    var outputs: [String: Value]
    /// States that went with a delete-before-replace.
    var removed: [ResourceState] = []
    /// Whether the old state waits for its deletion now.
    var leavesOld = false
  }

  func execute(_ plan: PlannedGoal, states: @Sendable (URN) -> ResourceState?) async throws -> Result {
    switch plan.step.kind {
    case .create: return try await create(plan)
    case .update: return try await update(plan)
    case .replace: return try await replace(plan, states: states)
    default: return try await same(plan)
    }
  }

  private func same(_ plan: PlannedGoal) async throws -> Result {
    guard let prior = plan.prior else { preconditionFailure("A same step has a prior state") }
    let recorded = try sealer.openOutputs(prior.outputs, urn: prior.urn)
    let outputs = OutputPreview.merge(recorded, over: plan.inputs, preferring: .outputs)
    var state = newState(plan, id: prior.id, outputs: prior.outputs)
    if state.urn != prior.urn { state.outputs = try sealer.sealOutputs(recorded, urn: state.urn) }
    var comparable = state
    comparable.location = prior.location
    if comparable != prior {
      var changes: [StateChange] = [.put(state)]
      if state.urn != prior.urn { changes.insert(.remove(prior.urn), at: 0) }
      try await recorder.record(changes)
    }
    return Result(state: state, outputs: withID(outputs, prior.id))
  }

  private func create(_ plan: PlannedGoal, leaving old: ResourceState? = nil) async throws -> Result {
    guard let lifecycle = plan.lifecycle else {
      let state = newState(plan, id: plan.goal.urn.name, outputs: [:])
      try await recorder.record([.put(state)])
      return Result(state: state, outputs: withID(plan.inputs, state.id))
    }
    let urn = plan.goal.urn
    let owner = Owner(urn: urn, operationID: makeOperationID())
    let call =
      lifecycle.makesCloudCalls
      ? PendingOperation(
        kind: .create, urn: urn, state: newState(plan, id: "", outputs: [:]), operationID: owner.operationID)
      : nil
    let made = try await perform(call) {
      try await lifecycle.create(
        CreateRequest(
          owner: owner, type: plan.type, inputs: plan.inputs, timeout: plan.goal.options.timeouts.create))
    } changes: { made in
      let marks: [StateChange] = old.map { [.markPendingDelete($0.urn)] } ?? []
      return marks + [.put(try self.newState(plan, made))]
    }
    return Result(
      state: try newState(plan, made), outputs: outputs(plan, made), leavesOld: old != nil)
  }

  private func update(_ plan: PlannedGoal) async throws -> Result {
    guard let prior = plan.prior else { preconditionFailure("An update has a prior state") }
    guard let lifecycle = plan.lifecycle else {
      let state = newState(plan, id: prior.id, outputs: [:])
      try await recorder.record([.put(state)])
      return Result(state: state, outputs: withID(plan.inputs, state.id))
    }
    let owner = Owner(urn: plan.goal.urn, operationID: makeOperationID())
    let call =
      lifecycle.makesCloudCalls
      ? PendingOperation(kind: .update, urn: prior.urn, state: prior, operationID: owner.operationID) : nil
    let recorded = try sealer.openOutputs(prior.outputs, urn: prior.urn)
    let made = try await perform(call) {
      try await lifecycle.update(
        UpdateRequest(
          owner: owner, type: plan.type, id: prior.id, oldInputs: prior.inputs, oldOutputs: recorded,
          inputs: plan.inputs, diff: plan.step.diff, timeout: plan.goal.options.timeouts.update))
    } changes: { made in
      let renamed = prior.urn != plan.goal.urn
      return (renamed ? [.remove(prior.urn)] : []) + [.put(try self.newState(plan, made))]
    }
    return Result(state: try newState(plan, made), outputs: outputs(plan, made))
  }

  private func replace(_ plan: PlannedGoal, states: @Sendable (URN) -> ResourceState?) async throws -> Result {
    guard let prior = plan.prior else { return try await create(plan) }
    guard plan.step.deletesFirst else { return try await create(plan, leaving: prior) }
    let doomed = plan.dependents + [prior]
    let ids = Set(doomed.map(\.id))
    for state in doomed { try await delete(state, alsoDeleting: ids, states: states) }
    var result = try await create(plan)
    result.removed = doomed
    return result
  }

  /// Deletes what a state stands for, or only forgets it when it is to be retained.
  func delete(
    _ state: ResourceState, alsoDeleting ids: Set<String>, states: (URN) -> ResourceState?
  ) async throws {
    let forget: [StateChange] = [state.removal]
    let type = try registry.resourceType(state.urn.type)
    guard !type.isProvider, !state.options.retainOnDelete else {
      try await recorder.record(forget)
      return
    }
    let lifecycle = try registry.lifecycle(for: state.urn, options: state.options, states: states)
    let owner = Owner(urn: state.urn, operationID: makeOperationID())
    if let container = state.options.deletedWith.flatMap(states), ids.contains(container.id) {
      try await recorder.record(forget)
      return
    }
    let call =
      lifecycle.makesCloudCalls
      ? PendingOperation(kind: .delete, urn: state.urn, state: state, operationID: owner.operationID) : nil
    let recorded = try sealer.openOutputs(state.outputs, urn: state.urn)
    try await perform(call) {
      try await lifecycle.delete(
        DeleteRequest(
          owner: owner, type: type, id: state.id, inputs: state.inputs, outputs: recorded, alsoDeleting: ids,
          timeout: state.options.timeouts.delete))
    } changes: { _ in
      forget
    }
  }

  /// Makes a call between its two records.
  ///
  /// A call that failed without changing anything is struck off; one that may have changed something stays pending, so
  /// that the next run looks.
  private func perform<Made: Sendable>(
    _ operation: PendingOperation?, _ call: () async throws -> Made, changes: (Made) throws -> [StateChange]
  ) async throws -> Made {
    if let operation { try await recorder.record([.begin(operation)]) }
    let made: Made
    do {
      made = try await call()
    } catch {
      let mayHaveChanged = (error as? ProviderError)?.mayHaveChanged ?? true
      if let operation, !mayHaveChanged { try await recorder.record([.end(operationID: operation.operationID)]) }
      throw error
    }
    try await recorder.record(try changes(made) + (operation.map { [.end(operationID: $0.operationID)] } ?? []))
    return made
  }

  private func newState(_ plan: PlannedGoal, _ made: ResourceResult) throws -> ResourceState {
    let boxed = plan.type.box(outputs: made.outputs, additional: plan.goal.options.additionalSecretOutputs)
    var state = newState(plan, id: made.id, outputs: try sealer.sealOutputs(boxed, urn: plan.goal.urn))
    state.incompleteReasons = made.incompleteReasons
    return state
  }

  private func newState(_ plan: PlannedGoal, id: String, outputs: [String: Value]) -> ResourceState {
    ResourceState(
      urn: plan.goal.urn, id: id, inputs: plan.sealedInputs, outputs: outputs, options: plan.goal.options,
      dependencies: plan.goal.dependencies, propertyDependencies: plan.goal.propertyDependencies,
      location: plan.goal.location)
  }

  private func outputs(_ plan: PlannedGoal, _ made: ResourceResult) -> [String: Value] {
    let boxed = plan.type.box(outputs: made.outputs, additional: plan.goal.options.additionalSecretOutputs)
    return withID(OutputPreview.merge(boxed, over: plan.inputs, preferring: .outputs), made.id)
  }

  private func withID(_ outputs: [String: Value], _ id: String) -> [String: Value] {
    outputs.merging(["id": .string(id)]) { _, id in id }
  }
}
