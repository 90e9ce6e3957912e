import CofreEngine
import CofreModel
import Synchronization

/// What is learned while a preview runs: its steps, and which unknown inputs only stand for secrets that were not opened.
final class RunNotes: Sendable {
  private struct State {
    var steps: [Step] = []
    var kinds: [URN: Step.Kind] = [:]
    var locations: [URN: SourceLocation] = [:]
    /// The places of inputs that are unknown because nobody opened them, by resource.
    var unopened: [URN: Set<PropertyPath>] = [:]
  }

  private let state = Mutex(State())

  var steps: [Step] { state.withLock { $0.steps } }

  func location(of urn: URN) -> SourceLocation? { state.withLock { $0.locations[urn] } }

  func unopened(in urn: URN) -> Set<PropertyPath> { state.withLock { $0.unopened[urn] ?? [] } }

  func take(_ event: EngineEvent) {
    guard case .planned(let step) = event else { return }
    state.withLock { state in
      state.steps.append(step)
      state.kinds[step.urn] = step.kind
    }
  }

  /// Takes note of a goal when everything that it depends on is planned.
  func take(_ goal: Goal) {
    state.withLock { state in
      state.locations[goal.urn] = goal.location
      var places: Set<PropertyPath> = []
      for (name, input) in goal.inputs where input.containsUnknown {
        let kinds = (goal.propertyDependencies[name] ?? []).compactMap { state.kinds[$0] }
        _ = input.mapLeaves(at: PropertyPath(name)) { leaf, path in
          if case .unknown(let isSensitive) = leaf, kinds.allSatisfy({ $0.leavesKnown(sensitive: isSensitive) }) {
            places.insert(path)
          }
          return leaf
        }
      }
      if !places.isEmpty { state.unopened[goal.urn] = places }
    }
  }
}

extension Step.Kind {
  /// Whether an unknown value of a resource after such a step can only be one that was not opened.
  fileprivate func leavesKnown(sensitive isSensitive: Bool) -> Bool {
    switch self {
    case .same: true
    // Outputs that an update changes are plain ones, but for rare cases that are no harm.
    case .update: isSensitive
    default: false
    }
  }
}
