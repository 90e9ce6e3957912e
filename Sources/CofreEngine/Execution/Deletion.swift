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
  private var dependents: [[Int]]
  private let places: [URN: [Int]]
  /// Those that nothing blocks, in the order in which they came to it, and which of them is next.
  private var ready: [Int] = []
  private var next = 0
  private var isTaken: [Bool]
  private var firstUntaken = 0
  private var hasFailed = false

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
    var places = Dictionary(grouping: states.indices, by: { states[$0].urn })
    // What waits for its deletion may name what it depends on as that was called then.
    for (index, state) in states.enumerated() {
      for alias in state.options.aliases where places[alias] == nil { places[alias] = [index] }
    }
    self.places = places
    blockers = Array(repeating: 0, count: states.count)
    dependents = Array(repeating: [], count: states.count)
    isTaken = Array(repeating: false, count: states.count)
    for (index, state) in states.enumerated() {
      for dependency in state.dependencies {
        for place in places[dependency] ?? [] {
          blockers[place] += 1
          dependents[place].append(index)
        }
      }
    }
    ready = blockers.indices.reversed().filter { blockers[$0] == 0 }
  }

  /// How many states no step was begun for.
  var unreached: Int { isTaken.reduce(0) { $0 + ($1 ? 0 : 1) } }

  /// Tells the steps in an order in which they could be done.
  mutating func preview(_ outcome: inout Outcome) {
    while let index = nextReady() ?? breakCircle() {
      let step = step(index)
      environment.observe(.planned(step))
      outcome.counts[step.kind, default: 0] += 1
      release(index)
    }
  }

  mutating func run(_ executor: StepExecutor, _ outcome: inout Outcome) async {
    let ids = Set(states.map(\.id))
    let mailbox = Mailbox<Finished>()
    let ledger = ledger
    await withDiscardingTaskGroup { group in
      var inFlight = 0
      while true {
        while inFlight < options.parallelism, !isStopping(executor, outcome),
          let index = nextReady() ?? (inFlight == 0 && !hasFailed ? breakCircle() : nil)
        {
          let state = states[index]
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
          settle(finished, &outcome)
        }
      }
    }
  }

  private mutating func settle(_ finished: Finished, _ outcome: inout Outcome) {
    let state = states[finished.index]
    let step = step(finished.index)
    if let error = finished.error {
      for diagnostic in ErrorPhrases.diagnostics(for: error, urn: state.urn, location: state.location) {
        outcome.diagnostics.append(diagnostic)
        environment.observe(.failed(step, diagnostic))
      }
      hasFailed = true
      return
    }
    if !state.isPendingDelete { ledger.remove(state.urn) }
    outcome.counts[step.kind, default: 0] += 1
    environment.observe(.finished(step, finished.duration))
    release(finished.index)
  }

  /// Makes ready what may go now that one is gone.
  private mutating func release(_ index: Int) {
    for dependency in states[index].dependencies.sorted(by: { $0.description < $1.description }) {
      for place in places[dependency] ?? [] {
        blockers[place] -= 1
        if blockers[place] == 0, !isTaken[place] { ready.append(place) }
      }
    }
  }

  private mutating func nextReady() -> Int? {
    guard next < ready.count else { return nil }
    defer { next += 1 }
    isTaken[ready[next]] = true
    return ready[next]
  }

  /// One of those that wait for each other: states that were replaced can, when a reference was turned around since.
  private mutating func breakCircle() -> Int? {
    while firstUntaken < states.count, isTaken[firstUntaken] { firstUntaken += 1 }
    guard firstUntaken < states.count else { return nil }
    // Each is blocked by another, so that going from one to what blocks it ends in the circle.
    var index = firstUntaken
    var seen: Set<Int> = []
    while seen.insert(index).inserted, let blocker = dependents[index].first(where: { !isTaken[$0] }) {
      index = blocker
    }
    isTaken[index] = true
    return index
  }

  private func step(_ index: Int) -> Step {
    let state = states[index]
    let kind: Step.Kind =
      state.options.retainOnDelete ? .retain : state.isPendingDelete ? .deleteReplaced : .delete
    let tombstone = kind == .retain ? nil : (try? registry.resourceType(state.urn.type))?.tombstone
    return Step(kind, urn: state.urn, id: state.id, location: state.location, tombstone: tombstone)
  }

  private func isStopping(_ executor: StepExecutor, _ outcome: Outcome) -> Bool {
    environment.cancellation.isCancelled || executor.recorder.hasFailed
      || (outcome.hasErrors && !options.continuesOnError)
  }
}
