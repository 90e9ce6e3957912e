import CofreModel
import CofreProvider
import CofreSchema

/// Finds what must go before a resource that is deleted before it is replaced: whatever would itself be replaced once
/// the values it uses are no longer known, and whatever of it was replaced already and only waits for its deletion.
struct DependentReplacement {
  let registry: ProviderRegistry
  let ledger: Ledger

  /// What must go before a state that is deleted first, and `others` that are replaced already, with what must go before
  /// those; each before what it depends on.
  func dependents(of state: ResourceState, and others: [ResourceState]) throws -> [ResourceState] {
    var replaced: Set<URN> = [state.urn]
    var frontier = [state]
    while let state = frontier.popLast() {
      // One that is not replaced because of this alone is asked again when another of its dependencies is.
      for candidate in ledger.dependents(of: state.urn) where !replaced.contains(candidate.urn) {
        guard try isReplaced(candidate, because: replaced) else { continue }
        replaced.insert(candidate.urn)
        frontier.append(candidate)
      }
    }
    return deletionOrder(of: others + [state], within: replaced).filter { $0.isPendingDelete || $0.urn != state.urn }
  }

  /// States that are replaced already, and what must go before them; each before what it depends on.
  ///
  /// A depth-first walk that needs no recursion: each state comes after all that depend on it.
  func deletionOrder(of states: [ResourceState], within replaced: Set<URN> = []) -> [ResourceState] {
    var order: [ResourceState] = []
    var visited: Set<Key> = []
    var path: [(state: ResourceState?, remaining: [ResourceState])] = [(nil, states)]
    while !path.isEmpty {
      if let next = path[path.count - 1].remaining.popLast() {
        guard visited.insert(Key(next)).inserted else { continue }
        path.append((next, dependents(of: next, within: replaced)))
      } else if let state = path.removeLast().state {
        order.append(state)
      }
    }
    return order
  }

  private func dependents(of state: ResourceState, within replaced: Set<URN>) -> [ResourceState] {
    ledger.dependents(of: state.urn).filter { replaced.contains($0.urn) }
      + ([state.urn] + state.options.aliases).flatMap(ledger.pendingDependents)
  }

  private struct Key: Hashable {
    var urn: URN
    var pendingID: String?

    init(_ state: ResourceState) {
      urn = state.urn
      pendingID = state.isPendingDelete ? state.id : nil
    }
  }

  private func isReplaced(_ state: ResourceState, because replaced: Set<URN>) throws -> Bool {
    if let container = state.options.deletedWith, replaced.contains(container) { return true }
    let affected = state.propertyDependencies.filter { name, urns in
      !urns.isDisjoint(with: replaced) && !state.options.ignoreChanges.contains(PropertyPath(name))
    }
    guard !affected.isEmpty else { return false }
    let type = try registry.resourceType(state.urn.type)
    guard !type.isProvider else { return false }
    var inputs = state.inputs
    for name in affected.keys { inputs[name] = .unknown }
    let lifecycle = try registry.lifecycle(for: state.urn, options: state.options) { ledger.state($0) }
    var diff = try lifecycle.diff(
      DiffRequest(
        urn: state.urn, type: type, id: state.id, oldInputs: state.inputs, oldOutputs: state.outputs, newInputs: inputs)
    )
    diff.requireReplacement(on: state.options.replaceOnChanges)
    return diff.requiresReplacement
  }
}
