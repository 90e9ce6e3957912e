import CofreModel
import CofreProvider

/// One run of a preview, an up or a destroy.
struct Deployment {
  enum Mode: Sendable {
    case preview
    case up(FailFastRecorder)
  }

  let environment: Engine.Environment
  let options: EngineOptions
  let mode: Mode
  let registry: ProviderRegistry
  let ledger: Ledger
  /// The exports that are recorded, sealed.
  let recordedExports: [String: Value]
  private let generator: StepGenerator
  private let mailbox = Mailbox<Finished>()
  var queue = GoalQueue()
  /// What is declared, and the former URNs of it, each with the goal that has it.
  private var registered: [URN: URN] = [:]
  /// States that a delete-before-replace takes with it, each with the goal that is replaced.
  private var takenAlong: [URN: (state: ResourceState, by: URN)] = [:]
  /// Those of them that are deleted and whose own goal's step is not done.
  private var goneEarly: [URN: ResourceState] = [:]
  /// URNs of the states that steps in flight work on.
  private var busy: Set<URN> = []
  private var inFlight = 0
  private var hasSourceFailed = false
  var unreached = 0
  var outcome = Outcome()

  private struct Finished: Sendable {
    var plan: PlannedGoal
    var result: Result<StepExecutor.Result, any Error>
    /// What was deleted before anything was made.
    var deleted: [ResourceState]
    var duration: Duration
  }

  init(_ environment: Engine.Environment, _ options: EngineOptions, _ snapshot: Snapshot, mode: Mode) {
    self.environment = environment
    self.options = options
    self.mode = mode
    registry = ProviderRegistry(factory: environment.factory)
    ledger = Ledger(snapshot)
    recordedExports = snapshot.exports
    generator = StepGenerator(
      registry: registry, sealer: environment.sealer, names: NameMaker(seed: snapshot.nameSeed))
  }

  mutating func run(_ source: any Source) async -> Outcome {
    // Not even the script is run then.
    guard !environment.cancellation.isCancelled else {
      outcome.wasCancelled = true
      return outcome
    }
    do {
      if source is EmptySource {
        try Protection.check(ledger.liveStates, verb: "deleted", because: "the stack is to be destroyed")
      }
      let result = await runGoals(of: source)
      if executor != nil || isComplete { tellGoneEarly() }
      if isComplete { reportBlocked(result.blocked + queue.blocked) }
      for warning in result.warnings { report(warning) }
      if isComplete {
        try await deleteUndeclared()
      } else if source is EmptySource {
        unreached += ledger.pendingDelete.count + ledger.liveStates.count
      }
      if isComplete { try await keepExports(result.exports) }
    } catch {
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: nil, location: nil) { report(diagnostic) }
    }
    outcome.wasCancelled = environment.cancellation.isCancelled
    reportUnreached()
    return outcome
  }

  // MARK: - Goals

  /// Runs until nothing is in flight and nothing new can be begun.
  ///
  /// Whatever fails, and be it the source, what is in flight is waited for and taken note of.
  private mutating func runGoals(of source: any Source) async -> SourceResult {
    let executor = executor
    await withDiscardingTaskGroup { group in
      var goals = await ask { try await source.start() } ?? []
      while true {
        for goal in goals { enqueue(goal) }
        var resolutions: [Resolution] = []
        while !isStopping, inFlight < options.parallelism, let goal = queue.next() {
          if let resolution = begin(goal, executor, &group) { resolutions.append(resolution) }
        }
        resolutions += abandonedResolutions()
        if resolutions.isEmpty {
          guard inFlight > 0 else { break }
          for finished in await mailbox.take() { resolutions.append(settle(finished)) }
        }
        goals = await ask { [resolutions] in try await source.resolve(resolutions) } ?? []
      }
    }
    while queue.next() != nil { unreached += 1 }
    let result = await ask { try await source.finish() } ?? SourceResult()
    // What waits although all went well is an error of its own.
    if !isComplete { unreached += queue.blocked.count + result.blocked.count }
    return result
  }

  /// Asks the source, which is not asked again once it has failed.
  private mutating func ask<Answer>(_ question: () async throws -> Answer) async -> Answer? {
    guard !hasSourceFailed else { return nil }
    do {
      return try await question()
    } catch {
      hasSourceFailed = true
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: nil, location: nil) { report(diagnostic) }
      return nil
    }
  }

  private mutating func enqueue(_ goal: Goal) {
    if registered[goal.urn] != nil {
      return report(
        Diagnostic(
          code: "duplicate-name", "Duplicate name",
          detail: registered[goal.urn] == goal.urn
            ? "Two resources of type '\(goal.urn.type)' are called '\(goal.urn.name)'."
            : "'\(goal.urn.name)' is declared and is also an alias of '\(registered[goal.urn]?.name ?? "")'.",
          hint: "Give one of them another name.", urn: goal.urn, location: goal.location))
    }
    registered[goal.urn] = goal.urn
    for alias in goal.options.aliases {
      if let other = registered[alias], other != goal.urn {
        return report(
          Diagnostic(
            code: "duplicate-name", "Duplicate name",
            detail: "'\(goal.urn.name)' has the alias '\(alias.name)', which also stands for '\(other.name)'.",
            hint: "Take the alias away from one of them.", urn: goal.urn, location: goal.location))
      }
      registered[alias] = goal.urn
    }
    queue.add(goal)
  }

  /// Begins a goal, or puts it off; gives what became of it when that is known at once.
  private mutating func begin(
    _ goal: Goal, _ executor: StepExecutor?, _ group: inout DiscardingTaskGroup
  ) -> Resolution? {
    let replacing = goal.allURNs.compactMap { takenAlong[$0]?.by }.filter { !queue.isDone($0) }
    guard replacing.isEmpty else {
      queue.add(goal, after: replacing)
      return nil
    }
    let plan: PlannedGoal
    do {
      plan = try generator.plan(goal, in: context)
    } catch {
      let diagnostics = ErrorPhrases.diagnostics(for: error, urn: goal.urn, location: goal.location)
      for diagnostic in diagnostics { report(diagnostic.hidingSecrets(of: goal.inputs)) }
      queue.fail(goal.urn)
      return Resolution(urn: goal.urn, outputs: nil)
    }
    // What is no longer a dependent when its own step is done need not go.
    let dependents = plan.goingFirst.filter { !$0.isPendingDelete }
    let changing = dependents.map(\.urn).filter(busy.contains).compactMap { registered[$0] }
    guard changing.isEmpty else {
      queue.add(goal, after: changing)
      return nil
    }
    for dependent in dependents { takenAlong[dependent.urn] = (dependent, goal.urn) }
    guard let executor else {
      environment.observe(.planned(plan.step))
      outcome.counts[plan.step.kind, default: 0] += 1
      ledger.apply(plan, plan.state(id: plan.prior?.id ?? "", outputs: plan.prior?.outputs ?? [:]))
      takeNoteOfDeletions(plan)
      for state in plan.goingFirst where state.isPendingDelete { tellGone(state, .deleteReplaced) }
      queue.complete(goal.urn)
      return Resolution(urn: goal.urn, outputs: plan.previewOutputs(environment.sealer))
    }
    inFlight += 1
    busy.formUnion(goal.allURNs)
    if plan.step.kind != .same { environment.observe(.started(plan.step)) }
    group.addTask { [mailbox, ledger] in
      let clock = ContinuousClock()
      let start = clock.now
      let deletions = DeletionLog()
      let result: Result<StepExecutor.Result, any Error>
      do {
        result = .success(try await executor.execute(plan, deletions) { ledger.state($0) })
      } catch {
        result = .failure(error)
      }
      mailbox.put(Finished(plan: plan, result: result, deleted: deletions.states, duration: clock.now - start))
    }
    return nil
  }

  private mutating func settle(_ finished: Finished) -> Resolution {
    let plan = finished.plan
    inFlight -= 1
    busy.subtract(plan.goal.allURNs)
    switch finished.result {
    case .success(let result):
      ledger.apply(plan, result.state)
      takeNoteOfDeletions(plan)
      outcome.counts[plan.step.kind, default: 0] += 1
      var step = plan.step
      step.id = result.state.id
      environment.observe(.finished(step, finished.duration))
      for state in plan.goingFirst where state.isPendingDelete { tellGone(state, .deleteReplaced) }
      guard result.state.incompleteReasons.isEmpty else {
        reportIncomplete(result.state)
        break
      }
      queue.complete(plan.goal.urn)
      return Resolution(urn: plan.goal.urn, outputs: result.outputs)
    case .failure(let error):
      for state in finished.deleted { settleDeletion(state, of: plan) }
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: plan.goal.urn, location: plan.goal.location) {
        let diagnostic = diagnostic.hidingSecrets(of: plan.inputs)
        outcome.diagnostics.append(diagnostic)
        environment.observe(.failed(plan.step, diagnostic))
      }
    }
    queue.fail(plan.goal.urn)
    return Resolution(urn: plan.goal.urn, outputs: nil)
  }

  /// Takes note of what a step that is done, or planned, took with it, and that what went of its own is replaced.
  private mutating func takeNoteOfDeletions(_ plan: PlannedGoal) {
    for urn in plan.goal.allURNs { goneEarly[urn] = nil }
    for state in plan.goingFirst where !state.isPendingDelete { goneEarly[state.urn] = state }
  }

  /// Takes note of what a step deleted that failed afterwards.
  private mutating func settleDeletion(_ state: ResourceState, of plan: PlannedGoal) {
    ledger.remove(deleted: state)
    if state.isPendingDelete {
      tellGone(state, .deleteReplaced)
    } else if state.urn == plan.prior?.urn {
      tellGone(state, .delete)
    } else {
      goneEarly[state.urn] = state
    }
  }

  /// Tells of what a delete-before-replace took with it and nothing has come in the place of.
  private mutating func tellGoneEarly() {
    for state in goneEarly.values.sorted(by: { $0.urn.description < $1.urn.description }) { tellGone(state, .delete) }
    goneEarly = [:]
  }

  private mutating func abandonedResolutions() -> [Resolution] {
    let abandoned = queue.takeAbandoned()
    unreached += abandoned.count
    return abandoned.map { Resolution(urn: $0.urn, outputs: nil) }
  }

  // MARK: - What the rest of the run asks

  /// What the script no longer declares, neither under its own URN nor, still to be taken over, as an alias.
  var undeclared: [ResourceState] { ledger.liveStates.filter { registered[$0.urn] != $0.urn } }

  var executor: StepExecutor? {
    guard case .up(let recorder) = mode else { return nil }
    return StepExecutor(
      registry: registry, sealer: environment.sealer, recorder: recorder,
      makeOperationID: environment.makeOperationID)
  }

  private var context: StepGenerator.Context {
    StepGenerator.Context(
      ledger: ledger, formerState: { [takenAlong] in takenAlong[$0]?.state },
      isDone: { [queue, registered] in registered[$0].map(queue.isDone) ?? false },
      goal: { [queue, registered] in registered[$0].flatMap(queue.goal) })
  }

  /// Whether all went well so far, so that what comes last may be done: deletions and exports.
  private var isComplete: Bool { !outcome.hasErrors && !isStopping && !queue.hasFailures }

  /// Whether nothing new is to be started.
  private var isStopping: Bool {
    if environment.cancellation.isCancelled || hasSourceFailed { return true }
    guard case .up(let recorder) = mode else { return false }
    return recorder.hasFailed || (outcome.hasErrors && !options.continuesOnError)
  }
}

extension Goal {
  /// Its URN and its former ones.
  fileprivate var allURNs: [URN] { [urn] + options.aliases }
}
