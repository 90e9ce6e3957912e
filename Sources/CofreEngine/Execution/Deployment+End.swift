import CofreModel

extension Deployment {
  /// Deletes what was replaced and what the script no longer declares.
  mutating func deleteUndeclared() async throws {
    let undeclared = undeclared
    try Protection.check(undeclared, verb: "deleted", because: "the script no longer declares it")
    var deletion = Deletion(
      ledger.pendingDelete + undeclared, registry: registry, ledger: ledger, environment: environment,
      options: options)
    if let executor { await deletion.run(executor, &outcome) } else { deletion.preview(&outcome) }
    unreached += deletion.unreached
  }

  /// Tells of what went, or would go, as a part of another step.
  mutating func tellGone(_ state: ResourceState, _ kind: Step.Kind) {
    let step = Step(
      state.options.retainOnDelete ? .retain : kind, urn: state.urn, id: state.id, location: state.location)
    if case .preview = mode { environment.observe(.planned(step)) } else { environment.observe(.finished(step, .zero)) }
    outcome.counts[step.kind, default: 0] += 1
  }

  /// Records the exports if they are others than before.
  mutating func keepExports(_ exports: [String: Value]) async throws {
    outcome.exports = exports
    guard case .up(let recorder) = mode,
      try environment.sealer.openOutputs(recordedExports, urn: environment.stack) != exports
    else { return }
    try await recorder.record([.setExports(try environment.sealer.sealOutputs(exports, urn: environment.stack))])
  }

  // MARK: - Reports

  mutating func report(_ diagnostic: Diagnostic) {
    outcome.diagnostics.append(diagnostic)
    environment.observe(.diagnostic(diagnostic))
  }

  mutating func reportIncomplete(_ state: ResourceState) {
    report(
      Diagnostic(
        code: "incomplete-resource", "The resource is not complete",
        detail: "'\(state.urn.name)' exists, but: \(state.incompleteReasons.joined(separator: " "))",
        hint: "Run 'cofre up' again to finish it.", urn: state.urn, location: state.location))
  }

  mutating func reportBlocked(_ blocked: [BlockedGoal]) {
    let inCycle = BlockedGoal.inCycle(blocked)
    for goal in blocked {
      let names = goal.waitingFor.map { "'\($0.name)'" }.joined(separator: ", ")
      let isCycle = inCycle.contains(goal.urn)
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

  mutating func reportUnreached() {
    guard unreached > 0 else { return }
    report(.notReached(unreached, becauseOfErrors: outcome.hasErrors))
  }
}

extension Diagnostic {
  /// Says how many resources an operation left alone that errors or a cancellation ended.
  static func notReached(_ count: Int, becauseOfErrors: Bool) -> Diagnostic {
    let subject = "\(count) resource\(count == 1 ? " was" : "s were") not reached"
    return becauseOfErrors
      ? Diagnostic(
        .information, code: "not-reached", "Not everything was reached",
        detail: "\(subject) because of the errors above.",
        hint: "Run the command again when they are mended; what is done is recorded.")
      : Diagnostic(
        .information, code: "not-reached", "Not everything was reached",
        detail: "\(subject) because the command was cancelled.",
        hint: "Run the command again to go on; what is done is recorded.")
  }
}
