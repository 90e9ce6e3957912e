import CofreModel
import CofreProvider
import CofreSchema

/// Carries out planned steps: the calls, and the records before and after them.
struct StepExecutor: Sendable {
  let registry: ProviderRegistry
  let sealer: any Sealer
  let recorder: FailFastRecorder
  let makeOperationID: @Sendable () -> String

  /// What a goal's step left behind.
  struct Result: Sendable {
    var state: ResourceState
    /// Inputs and outputs as one, sensitive leaves boxed: what the script sees.
    var outputs: [String: Value]
  }

  /// Carries out a plan; `deletions` tells what was deleted, also when the step fails after it.
  func execute(
    _ plan: PlannedGoal, _ deletions: DeletionLog, states: @Sendable (URN) -> ResourceState?
  ) async throws -> Result {
    switch plan.step.kind {
    case .create, .replace: return try await make(plan, deletions, states: states)
    case .update: return try await update(plan)
    default: return try await same(plan)
    }
  }

  private func same(_ plan: PlannedGoal) async throws -> Result {
    guard let prior = plan.prior else { preconditionFailure("A same step has a prior state") }
    let recorded = try sealer.openOutputs(prior.outputs, urn: prior.urn)
    let boxed = plan.type.box(outputs: recorded, like: plan.inputs, options: plan.goal.options)
    var state = plan.state(id: prior.id, outputs: prior.outputs)
    // What is encrypted is bound to its URN, and more may have become sensitive.
    if state.urn != prior.urn || boxed != recorded { state.outputs = try sealer.sealOutputs(boxed, urn: state.urn) }
    var comparable = state
    comparable.location = prior.location
    if comparable != prior { try await recorder.record(plan.renaming + [.put(state)]) }
    return Result(state: state, outputs: visibleOutputs(plan, boxed, prior.id))
  }

  private func make(
    _ plan: PlannedGoal, _ deletions: DeletionLog, states: @Sendable (URN) -> ResourceState?
  ) async throws -> Result {
    let old = plan.step.deletesFirst ? plan.prior : nil
    let doomed = plan.goingFirst + (old.map { [$0] } ?? [])
    let ids = Set(doomed.map(\.id))
    for state in doomed {
      try await delete(state, alsoDeleting: ids, states: states)
      deletions.append(state)
    }
    return try await create(plan, leaving: plan.step.deletesFirst ? nil : plan.prior)
  }

  /// Makes what the goal wants, leaving the prior state, if there is one, to be deleted later.
  private func create(_ plan: PlannedGoal, leaving old: ResourceState?) async throws -> Result {
    guard let lifecycle = plan.lifecycle else { return try await recordProvider(plan, id: plan.goal.urn.name) }
    let urn = plan.goal.urn
    let owner = Owner(urn: urn, operationID: makeOperationID())
    let call = PendingOperation(
      kind: .create, urn: urn, state: plan.state(id: "", outputs: [:]), operationID: owner.operationID)
    return try await perform(lifecycle.makesCloudCalls ? call : nil) {
      try result(
        plan,
        try await lifecycle.create(
          CreateRequest(
            owner: owner, type: plan.type, inputs: plan.inputs, timeout: plan.goal.options.timeouts.create)))
    } changes: { result in
      (old.map { [.markPendingDelete($0.urn)] } ?? []) + [.put(result.state)]
    }
  }

  private func update(_ plan: PlannedGoal) async throws -> Result {
    guard let prior = plan.prior else { preconditionFailure("An update has a prior state") }
    guard let lifecycle = plan.lifecycle else { return try await recordProvider(plan, id: prior.id) }
    let owner = Owner(urn: plan.goal.urn, operationID: makeOperationID())
    let call = PendingOperation(kind: .update, urn: prior.urn, state: prior, operationID: owner.operationID)
    let recorded = try sealer.openOutputs(prior.outputs, urn: prior.urn)
    return try await perform(lifecycle.makesCloudCalls ? call : nil) {
      try result(
        plan,
        try await lifecycle.update(
          UpdateRequest(
            owner: owner, type: plan.type, id: prior.id, oldInputs: prior.inputs, oldOutputs: recorded,
            inputs: plan.inputs, diff: wholeDiff(plan, prior), timeout: plan.goal.options.timeouts.update)))
    } changes: { result in
      plan.renaming + [.put(result.state)]
    }
  }

  /// The diff, and of what is not complete every input that may have been left half changed.
  private func wholeDiff(_ plan: PlannedGoal, _ prior: ResourceState) -> Diff {
    var diff = plan.step.diff
    guard !prior.incompleteReasons.isEmpty else { return diff }
    let changed = Set(diff.changes.compactMap(\.path.root))
    for name in Set(plan.inputs.keys).union(prior.inputs.keys).subtracting(changed).sorted()
    where plan.type.input(name)?.isCreateOnly == false {
      diff.changes.append(
        PropertyChange(
          path: PropertyPath(name), old: prior.inputs[name], new: plan.sealedInputs[name], requiresReplacement: false))
    }
    return diff
  }

  /// A provider resource is what its record says, and nothing else.
  private func recordProvider(_ plan: PlannedGoal, id: String) async throws -> Result {
    let state = plan.state(id: id, outputs: [:])
    try await recorder.record(plan.renaming + [.put(state)])
    return Result(state: state, outputs: visibleOutputs(plan, [:], id))
  }

  /// Deletes what a state stands for, or only forgets it when it is to be retained.
  func delete(
    _ state: ResourceState, alsoDeleting ids: Set<String>, states: (URN) -> ResourceState?
  ) async throws {
    let type = try registry.resourceType(state.urn.type)
    let forget = state.removal(of: type, newSeed: makeOperationID)
    guard !type.isProvider, !state.options.retainOnDelete, !goesWithContainer(state, ids, states) else {
      return try await recorder.record(forget)
    }
    let lifecycle = try registry.lifecycle(for: state.urn, options: state.options, states: states)
    let owner = Owner(urn: state.urn, operationID: makeOperationID())
    let call = PendingOperation(kind: .delete, urn: state.urn, state: state, operationID: owner.operationID)
    let recorded = try sealer.openOutputs(state.outputs, urn: state.urn)
    try await perform(lifecycle.makesCloudCalls ? call : nil) {
      try await lifecycle.delete(
        DeleteRequest(
          owner: owner, type: type, id: state.id, inputs: state.inputs, outputs: recorded, alsoDeleting: ids,
          timeout: state.options.timeouts.delete))
    } changes: { _ in
      forget
    }
  }

  private func goesWithContainer(
    _ state: ResourceState, _ ids: Set<String>, _ states: (URN) -> ResourceState?
  ) -> Bool {
    guard let container = state.options.deletedWith.flatMap(states) else { return false }
    return ids.contains(container.id) && !container.options.retainOnDelete
  }

  /// Makes a call between its two records.
  ///
  /// A call that failed without changing anything is struck off; one that may have changed something stays pending, so
  /// that the next run looks.
  private func perform<Made: Sendable>(
    _ operation: PendingOperation?, _ call: () async throws -> Made, changes: (Made) -> [StateChange]
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
    try await recorder.record(changes(made) + (operation.map { [.end(operationID: $0.operationID)] } ?? []))
    return made
  }

  private func result(_ plan: PlannedGoal, _ made: ResourceResult) throws -> Result {
    let boxed = plan.type.box(outputs: made.outputs, like: plan.inputs, options: plan.goal.options)
    var state = plan.state(id: made.id, outputs: try sealer.sealOutputs(boxed, urn: plan.goal.urn))
    state.incompleteReasons = made.incompleteReasons
    return Result(state: state, outputs: visibleOutputs(plan, boxed, made.id))
  }

  private func visibleOutputs(_ plan: PlannedGoal, _ outputs: [String: Value], _ id: String) -> [String: Value] {
    OutputPreview.merge(outputs, over: plan.inputs, preferring: .outputs).merging(["id": .string(id)]) { _, id in id }
  }
}
