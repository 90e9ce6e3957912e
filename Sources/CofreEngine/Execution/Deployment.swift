import CofreModel
import CofreProvider

/// One run of a preview, an up or a destroy.
struct Deployment {
  enum Mode: Sendable {
    case preview
    case up(any StateRecorder)
  }

  let environment: Engine.Environment
  let options: EngineOptions
  let mode: Mode
  let registry: ProviderRegistry
  let ledger: Ledger
  private let generator: StepGenerator
  private let mailbox = Mailbox<Finished>()
  private var queue = GoalQueue()
  private var registered: Set<URN> = []
  /// Resources that a delete-before-replace took with it and that are yet to come back.
  private var awaitingReplacement: Set<URN> = []
  private var inFlight = 0
  private var unreached = 0
  var outcome = Outcome()

  private struct Finished: Sendable {
    var plan: PlannedGoal
    var result: Result<StepExecutor.Result, any Error>
    var duration: Duration
  }

  init(_ environment: Engine.Environment, _ options: EngineOptions, _ snapshot: Snapshot, mode: Mode) {
    self.environment = environment
    self.options = options
    self.mode = mode
    registry = ProviderRegistry(factory: environment.factory)
    ledger = Ledger(snapshot)
    generator = StepGenerator(
      registry: registry, sealer: environment.sealer, names: NameMaker(seed: snapshot.nameSeed))
  }

  mutating func run(_ source: any Source) async -> Outcome {
    do {
      if source is EmptySource {
        try Protection.check(ledger.liveStates, verb: "deleted", because: "the stack is to be destroyed")
      }
      let result = try await runGoals(of: source)
      if !outcome.hasErrors { reportBlocked(result.blocked) }
      for warning in result.warnings { report(warning) }
      if !outcome.hasErrors, !isStopping { try await deleteUndeclared() }
      if !outcome.hasErrors, !isStopping { try await keepExports(result.exports, isDestroy: source is EmptySource) }
    } catch {
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: nil, location: nil) { report(diagnostic) }
    }
    outcome.wasCancelled = environment.cancellation.isCancelled
    if unreached > 0 {
      report(
        Diagnostic(
          .information, code: "not-reached", "Not everything was reached",
          detail: "\(unreached) resource\(unreached == 1 ? " was" : "s were") not reached because of the errors above.",
          hint: "Run the command again when they are mended; what is done is recorded."))
    }
    return outcome
  }

  // MARK: - Goals

  private mutating func runGoals(of source: any Source) async throws -> SourceResult {
    let executor = executor
    return try await withThrowingTaskGroup(of: Void.self) { group in
      var goals = try await source.start()
      while true {
        for goal in goals { enqueue(goal) }
        var resolutions: [Resolution] = []
        while !isStopping, inFlight < options.parallelism, let goal = queue.next() {
          await begin(goal, executor, &group, &resolutions)
        }
        resolutions += abandonedResolutions()
        if resolutions.isEmpty {
          guard inFlight > 0 else { break }
          for finished in await mailbox.take() { resolutions.append(settle(finished)) }
        }
        goals = try await source.resolve(resolutions)
      }
      while let goal = queue.next() {
        unreached += 1
        _ = goal
      }
      var result = try await source.finish()
      result.blocked += queue.blocked
      return result
    }
  }

  private mutating func enqueue(_ goal: Goal) {
    guard registered.insert(goal.urn).inserted else {
      report(
        Diagnostic(
          code: "duplicate-name", "Duplicate name",
          detail: "Two resources of type '\(goal.urn.type)' are called '\(goal.urn.name)'.",
          hint: "Give one of them another name.", urn: goal.urn, location: goal.location))
      return
    }
    for alias in goal.options.aliases { registered.insert(alias) }
    queue.add(goal)
  }

  private mutating func begin(
    _ goal: Goal, _ executor: StepExecutor?, _ group: inout ThrowingTaskGroup<Void, any Error>,
    _ resolutions: inout [Resolution]
  ) async {
    let plan: PlannedGoal
    do {
      plan = try generator.plan(goal, in: context)
    } catch {
      let diagnostics = ErrorPhrases.diagnostics(for: error, urn: goal.urn, location: goal.location)
      for diagnostic in diagnostics { report(diagnostic) }
      queue.fail(goal.urn)
      resolutions.append(Resolution(urn: goal.urn, outputs: nil))
      return
    }
    for dependent in plan.dependents { awaitingReplacement.insert(dependent.urn) }
    guard let executor else {
      environment.observe(.planned(plan.step))
      for dependent in plan.dependents { ledger.remove(dependent.urn) }
      count(plan.step.kind)
      queue.complete(goal.urn)
      resolutions.append(Resolution(urn: goal.urn, outputs: previewOutputs(plan)))
      return
    }
    inFlight += 1
    if plan.step.kind != .same { environment.observe(.started(plan.step)) }
    let mailbox = mailbox
    let ledger = ledger
    group.addTask {
      let clock = ContinuousClock()
      let start = clock.now
      let result: Result<StepExecutor.Result, any Error>
      do {
        result = .success(try await executor.execute(plan) { ledger.state($0) })
      } catch {
        result = .failure(error)
      }
      mailbox.put(Finished(plan: plan, result: result, duration: clock.now - start))
    }
  }

  private mutating func settle(_ finished: Finished) -> Resolution {
    inFlight -= 1
    let plan = finished.plan
    switch finished.result {
    case .success(let result):
      for state in result.removed { ledger.remove(state.urn) }
      if result.leavesOld { ledger.markPendingDelete(plan.goal.urn) }
      if let prior = plan.prior, prior.urn != result.state.urn { ledger.remove(prior.urn) }
      ledger.put(result.state)
      count(plan.step.kind)
      var step = plan.step
      step.id = result.state.id
      environment.observe(.finished(step, finished.duration))
      reportIncomplete(result.state, step)
      queue.complete(plan.goal.urn)
      return Resolution(urn: plan.goal.urn, outputs: result.outputs)
    case .failure(let error):
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: plan.goal.urn, location: plan.goal.location) {
        outcome.diagnostics.append(diagnostic)
        environment.observe(.failed(plan.step, diagnostic))
      }
      queue.fail(plan.goal.urn)
      return Resolution(urn: plan.goal.urn, outputs: nil)
    }
  }

  private mutating func reportIncomplete(_ state: ResourceState, _ step: Step) {
    guard !state.incompleteReasons.isEmpty else { return }
    report(
      Diagnostic(
        code: "incomplete-resource", "The resource is not complete",
        detail: "'\(state.urn.name)' exists, but: \(state.incompleteReasons.joined(separator: " "))",
        hint: "Run 'cofre up' again to finish it.", urn: state.urn, location: state.location))
  }

  private mutating func abandonedResolutions() -> [Resolution] {
    let abandoned = queue.takeAbandoned()
    unreached += abandoned.count
    return abandoned.map { Resolution(urn: $0.urn, outputs: nil) }
  }

  private mutating func reportBlocked(_ blocked: [BlockedGoal]) {
    for goal in blocked {
      let names = goal.waitingFor.map { "'\($0.name)'" }.joined(separator: ", ")
      let isCycle = BlockedGoal.isInCycle(goal, among: blocked)
      report(
        Diagnostic(
          code: isCycle ? "dependency-cycle" : "never-settled",
          isCycle ? "Dependency cycle" : "A resource waits for something that never comes",
          detail:
            "'\(goal.urn.name)' waits for \(names), which \(isCycle ? "waits for it" : "is not done in this run").",
          hint: isCycle ? "Take one of the references or depends_on entries away." : nil, urn: goal.urn,
          location: goal.location))
    }
  }

  private func previewOutputs(_ plan: PlannedGoal) -> [String: Value]? {
    switch plan.step.kind {
    case .create, .replace:
      if plan.lifecycle == nil { return plan.inputs.merging(["id": .string(plan.goal.urn.name)]) { _, id in id } }
      return OutputPreview.ofCreate(plan.type, inputs: plan.inputs)
    default:
      guard let prior = plan.prior else { return plan.inputs }
      let recorded = (try? environment.sealer.openOutputs(prior.outputs, urn: prior.urn)) ?? prior.outputs
      let outputs =
        plan.step.kind == .same
        ? OutputPreview.merge(recorded, over: plan.inputs, preferring: .outputs)
        : OutputPreview.ofUpdate(plan.type, inputs: plan.inputs, recorded: recorded)
      return outputs.merging(["id": .string(prior.id)]) { _, id in id }
    }
  }

  // MARK: - The end

  private mutating func deleteUndeclared() async throws {
    let undeclared = ledger.liveStates.filter { !registered.contains($0.urn) }
    try Protection.check(undeclared, verb: "deleted", because: "the script no longer declares it")
    var deletion = Deletion(
      ledger.pendingDelete + undeclared, registry: registry, ledger: ledger, environment: environment,
      options: options)
    switch mode {
    case .preview: deletion.preview(&outcome)
    case .up: if let executor { await deletion.run(executor, &outcome) }
    }
  }

  private mutating func keepExports(_ exports: [String: Value], isDestroy: Bool) async throws {
    outcome.exports = exports
    guard case .up(let recorder) = mode else { return }
    let sealed = try environment.sealer.sealOutputs(exports, urn: environment.stack)
    var changes: [StateChange] = [.setExports(sealed)]
    if isDestroy { changes.append(.setNameSeed(environment.makeOperationID())) }
    try await recorder.record(changes)
  }

  // MARK: - Small parts

  private var executor: StepExecutor? {
    guard case .up(let recorder) = mode else { return nil }
    return StepExecutor(
      registry: registry, sealer: environment.sealer, recorder: recorder,
      makeOperationID: environment.makeOperationID)
  }

  private var context: StepGenerator.Context {
    let ledger = ledger
    let awaiting = awaitingReplacement
    return StepGenerator.Context(
      state: { ledger.state($0) }, liveStates: { ledger.liveStates }, isBeingReplaced: { awaiting.contains($0) })
  }

  /// Whether nothing new is to be started.
  private var isStopping: Bool {
    environment.cancellation.isCancelled || (outcome.hasErrors && !options.continuesOnError && !isPreview)
  }

  private var isPreview: Bool {
    if case .preview = mode { return true }
    return false
  }

  private mutating func count(_ kind: Step.Kind) { outcome.counts[kind, default: 0] += 1 }

  private mutating func report(_ diagnostic: Diagnostic) {
    outcome.diagnostics.append(diagnostic)
    environment.observe(.diagnostic(diagnostic))
  }
}

extension BlockedGoal {
  /// Whether a goal waits, by way of others, for itself.
  static func isInCycle(_ goal: BlockedGoal, among blocked: [BlockedGoal]) -> Bool {
    let byURN = Dictionary(blocked.map { ($0.urn, $0.waitingFor) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<URN> = []
    var frontier = goal.waitingFor
    while let urn = frontier.popLast() {
      if urn == goal.urn { return true }
      if seen.insert(urn).inserted { frontier += byURN[urn] ?? [] }
    }
    return false
  }
}
