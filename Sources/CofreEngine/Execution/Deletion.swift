import CofreModel
import CofreSchema

/// Deletes states, each before those it depends on, as many at once as may be.
struct Deletion {
  private let states: [ResourceState]
  private let registry: ProviderRegistry
  private let ledger: Ledger
  private let environment: Engine.Environment
  private let options: EngineOptions
  /// How many states must go before the one at the index.
  private var blockers: [Int]
  private let places: [URN: [Int]]

  private struct Finished: Sendable {
    var index: Int
    var error: (any Error)?
    var duration: Duration
  }

  init(
    _ states: [ResourceState], registry: ProviderRegistry, ledger: Ledger, environment: Engine.Environment,
    options: EngineOptions
  ) {
    self.states = states
    self.registry = registry
    self.ledger = ledger
    self.environment = environment
    self.options = options
    places = Dictionary(grouping: states.indices, by: { states[$0].urn })
    blockers = Array(repeating: 0, count: states.count)
    for state in states {
      for dependency in state.dependencies {
        for place in places[dependency] ?? [] { blockers[place] += 1 }
      }
    }
  }

  /// Tells the steps in an order in which they could be done.
  mutating func preview(_ outcome: inout Outcome) {
    var frontier = blockers.indices.reversed().filter { blockers[$0] == 0 }
    var next = 0
    while next < frontier.count {
      let step = step(frontier[next])
      environment.observe(.planned(step))
      outcome.counts[step.kind, default: 0] += 1
      frontier += release(frontier[next])
      next += 1
    }
  }

  mutating func run(_ executor: StepExecutor, _ outcome: inout Outcome) async {
    let ids = Set(states.map(\.id))
    let mailbox = Mailbox<Finished>()
    let ledger = ledger
    await withDiscardingTaskGroup { group in
      var frontier = blockers.indices.reversed().filter { blockers[$0] == 0 }
      var next = 0
      var inFlight = 0
      while true {
        while next < frontier.count, inFlight < options.parallelism, !isStopping(outcome) {
          let index = frontier[next]
          let state = states[index]
          next += 1
          inFlight += 1
          environment.observe(.started(step(index)))
          group.addTask {
            let clock = ContinuousClock()
            let start = clock.now
            var failure: (any Error)?
            do {
              try await executor.delete(state, alsoDeleting: ids) { ledger.state($0) }
            } catch {
              failure = error
            }
            mailbox.put(Finished(index: index, error: failure, duration: clock.now - start))
          }
        }
        guard inFlight > 0 else { break }
        for finished in await mailbox.take() {
          inFlight -= 1
          frontier += settle(finished, &outcome)
        }
      }
    }
  }

  private mutating func settle(_ finished: Finished, _ outcome: inout Outcome) -> [Int] {
    let state = states[finished.index]
    let step = step(finished.index)
    if let error = finished.error {
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: state.urn, location: state.location) {
        outcome.diagnostics.append(diagnostic)
        environment.observe(.failed(step, diagnostic))
      }
      return []
    }
    if !state.isPendingDelete { ledger.remove(state.urn) }
    outcome.counts[step.kind, default: 0] += 1
    environment.observe(.finished(step, finished.duration))
    return release(finished.index)
  }

  /// The states that may go now that one is gone.
  private mutating func release(_ index: Int) -> [Int] {
    var released: [Int] = []
    for dependency in states[index].dependencies.sorted(by: { $0.description < $1.description }) {
      for place in places[dependency] ?? [] {
        blockers[place] -= 1
        if blockers[place] == 0 { released.append(place) }
      }
    }
    return released
  }

  private func step(_ index: Int) -> Step {
    let state = states[index]
    let kind: Step.Kind =
      state.options.retainOnDelete ? .retain : state.isPendingDelete ? .deleteReplaced : .delete
    let tombstone = kind == .retain ? nil : (try? registry.resourceType(state.urn.type))?.tombstone
    return Step(kind, urn: state.urn, id: state.id, location: state.location, tombstone: tombstone)
  }

  private func isStopping(_ outcome: Outcome) -> Bool {
    environment.cancellation.isCancelled || (outcome.hasErrors && !options.continuesOnError)
  }
}
