import CofreModel
import CofreProvider
import CofreSchema

/// Reads every recorded resource from the cloud and takes over what it says.
struct Refresh {
  private let environment: Engine.Environment
  private let options: EngineOptions
  private let recorder: FailFastRecorder?
  private let registry: ProviderRegistry

  private struct Finished: Sendable {
    var state: ResourceState
    var result: Result<(Step, [StateChange])?, any Error>
    var duration: Duration
  }

  init(_ environment: Engine.Environment, _ options: EngineOptions, _ recorder: (any StateRecorder)?) {
    self.environment = environment
    self.options = options
    self.recorder = recorder.map(FailFastRecorder.init)
    registry = ProviderRegistry(factory: environment.factory)
  }

  func run(_ snapshot: Snapshot) async -> Outcome {
    var outcome = Outcome()
    var failures = RefreshFailures()
    let ledger = Ledger(snapshot)
    let mailbox = Mailbox<Finished>()
    let states = snapshot.resources.filter { (try? registry.resourceType($0.urn.type))?.isProvider != true }
    var next = 0
    await withDiscardingTaskGroup { group in
      var inFlight = 0
      while true {
        while next < states.count, inFlight < options.parallelism, !isStopping, !failures.concernAll {
          let state = states[next]
          next += 1
          inFlight += 1
          group.addTask {
            let clock = ContinuousClock()
            let start = clock.now
            let result: Result<(Step, [StateChange])?, any Error>
            do {
              let found = try await read(state, ledger)
              if let found { try await recorder?.record(found.1) }
              result = .success(found)
            } catch {
              result = .failure(error)
            }
            mailbox.put(Finished(state: state, result: result, duration: clock.now - start))
          }
        }
        guard inFlight > 0 else { break }
        for finished in await mailbox.take() {
          inFlight -= 1
          report(finished, &outcome, &failures)
        }
      }
    }
    for (step, diagnostic) in failures.diagnostics {
      outcome.diagnostics.append(diagnostic)
      environment.observe(.failed(step, diagnostic))
    }
    if next < states.count {
      let diagnostic = Diagnostic.notReached(states.count - next, becauseOfErrors: outcome.hasErrors)
      outcome.diagnostics.append(diagnostic)
      environment.observe(.diagnostic(diagnostic))
    }
    outcome.exports = snapshot.exports
    outcome.wasCancelled = environment.cancellation.isCancelled
    return outcome
  }

  private var isStopping: Bool { environment.cancellation.isCancelled || recorder?.hasFailed == true }

  private func report(_ finished: Finished, _ outcome: inout Outcome, _ failures: inout RefreshFailures) {
    switch finished.result {
    case .success(nil):
      outcome.counts[.same, default: 0] += 1
    case .success(let (step, _)?) where step.kind == .refresh && step.diff.isEmpty:
      // Only outputs differ: they are taken over, and there is nothing for anybody to decide.
      outcome.counts[.same, default: 0] += 1
    case .success(let (step, _)?):
      outcome.counts[step.kind, default: 0] += 1
      environment.observe(recorder == nil ? .planned(step) : .finished(step, finished.duration))
    case .failure(let error):
      failures.add(error, of: finished.state)
    }
  }

  /// What is to be recorded about a state, or nil when the cloud says what we have.
  private func read(_ state: ResourceState, _ ledger: Ledger) async throws -> (Step, [StateChange])? {
    let type = try registry.resourceType(state.urn.type)
    let lifecycle = try registry.lifecycle(for: state.urn, options: state.options) { ledger.state($0) }
    let request = ReadRequest(
      urn: state.urn, type: type, id: state.id, inputs: state.inputs, outputs: state.outputs)
    guard let found = try await lifecycle.read(request) else {
      let step = Step(.delete, urn: state.urn, id: state.id, location: state.location)
      return (step, state.removal(of: type, newSeed: environment.makeOperationID))
    }
    // The next up repeats what is not complete. Until then the cloud may hold half of a change, of which only the script
    // knows what is sensitive: nothing of it is taken over.
    guard state.incompleteReasons.isEmpty else { return nil }
    var fresh = state
    fresh.id = found.id
    fresh.inputs = Drift.merge(found.inputs, into: state.inputs, properties: type.inputs)
    let opened = try environment.sealer.openOutputs(state.outputs, urn: state.urn)
    let boxed = type.box(outputs: found.outputs, like: state.inputs, options: state.options)
    // A sensitive output that the cloud does not answer again is the one we have.
    let outputs = try environment.sealer.openOutputs(boxed, urn: state.urn)
      .merging(opened.filter { $0.value.containsSensitive }) { found, _ in found }
    if outputs != opened { fresh.outputs = try environment.sealer.sealOutputs(outputs, urn: state.urn) }
    guard fresh != state else { return nil }
    let diff = SchemaDiff.diff(
      DiffRequest(
        urn: state.urn, type: type, id: state.id, oldInputs: state.inputs, oldOutputs: state.outputs,
        newInputs: fresh.inputs))
    return (Step(.refresh, urn: state.urn, id: fresh.id, diff: diff, location: state.location), [.put(fresh)])
  }
}
