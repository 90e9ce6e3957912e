import CofreModel
import CofreProvider
import CofreSchema

/// Finds what must go before a resource that is deleted before it is replaced: whatever would itself be replaced once
/// the values it uses are no longer known.
struct DependentReplacement {
  let registry: ProviderRegistry
  let ledger: Ledger

  /// The states in the order of deletion: each before those it depends on.
  func dependents(of state: ResourceState) throws -> [ResourceState] {
    var replaced: Set<URN> = [state.urn]
    var frontier = [state.urn]
    while let urn = frontier.popLast() {
      // One that is not replaced because of this alone is asked again when another of its dependencies is.
      for candidate in ledger.dependents(of: urn) where !replaced.contains(candidate.urn) {
        guard try isReplaced(candidate, because: replaced) else { continue }
        replaced.insert(candidate.urn)
        frontier.append(candidate.urn)
      }
    }
    return deletionOrder(from: state.urn, within: replaced)
  }

  /// A depth-first walk that needs no recursion: each state comes after all that depend on it.
  private func deletionOrder(from root: URN, within replaced: Set<URN>) -> [ResourceState] {
    var order: [ResourceState] = []
    var visited: Set<URN> = [root]
    func step(into urn: URN) -> (state: ResourceState?, remaining: [ResourceState]) {
      (urn == root ? nil : ledger.state(urn), ledger.dependents(of: urn).filter { replaced.contains($0.urn) })
    }
    var path = [step(into: root)]
    while let top = path.last {
      if let next = path[path.count - 1].remaining.popLast() {
        if visited.insert(next.urn).inserted { path.append(step(into: next.urn)) }
      } else {
        path.removeLast()
        if let state = top.state { order.append(state) }
      }
    }
    return order
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
