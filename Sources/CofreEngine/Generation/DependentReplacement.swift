import CofreModel
import CofreProvider
import CofreSchema

/// Finds what must go before a resource that is deleted before it is replaced: whatever would itself be replaced once
/// the values it uses are no longer known.
struct DependentReplacement {
  let registry: ProviderRegistry
  let context: StepGenerator.Context

  /// The states in the order of deletion: each before those it depends on.
  func dependents(of state: ResourceState) throws -> [ResourceState] {
    var replaced: Set<URN> = [state.urn]
    var found: [ResourceState] = []
    for candidate in context.liveStates() where candidate.urn != state.urn {
      guard try isReplaced(candidate, because: replaced) else { continue }
      replaced.insert(candidate.urn)
      found.append(candidate)
    }
    return found.reversed()
  }

  private func isReplaced(_ state: ResourceState, because replaced: Set<URN>) throws -> Bool {
    if let container = state.options.deletedWith, replaced.contains(container) { return true }
    let affected = state.propertyDependencies.filter { !$0.value.isDisjoint(with: replaced) }.keys
    guard !affected.isEmpty else { return false }
    let type = try registry.resourceType(state.urn.type)
    guard !type.isProvider else { return false }
    var inputs = state.inputs
    for name in affected { inputs[name] = .unknown }
    let lifecycle = try registry.lifecycle(for: state.urn, options: state.options, states: context.state)
    return try lifecycle.diff(
      DiffRequest(
        urn: state.urn, type: type, id: state.id, oldInputs: state.inputs, oldOutputs: state.outputs, newInputs: inputs)
    ).requiresReplacement
  }
}
