import CofreModel
import CofreProvider
import CofreSchema

/// Finds what must go before a resource that is deleted before it is replaced: whatever would itself be replaced once
/// the values it uses are no longer known, and whatever of it was replaced already and only waits for its deletion.
struct DependentReplacement {
  let registry: ProviderRegistry
  let ledger: Ledger

  /// Whether the goal of a live state is done in this run, so that it no longer uses what was replaced before.
  let isDone: (URN) -> Bool

  /// What the script wants of a recorded resource, as far as it is known already.
  let goal: (URN) -> Goal?

  /// What must go before anything is made, each before what it depends on: `holders`, which are replaced already, what
  /// must go before those, and, when there is a state to be deleted first, what must go before that.
  func goingFirst(before state: ResourceState?, holders: [ResourceState]) throws -> [ResourceState] {
    let roots = holders + (state.map { [$0] } ?? [])
    var gone = Set(roots.map(\.urn))
    var replaced: Set<URN> = state.map { [$0.urn] } ?? []
    var seen = Set(roots.map(Key.init))
    var frontier = roots
    while let state = frontier.popLast() {
      for pending in pendingDependents(of: state) where seen.insert(Key(pending)).inserted {
        gone.insert(pending.urn)
        frontier.append(pending)
      }
      // One that is not replaced because of this alone is asked again when another of its dependencies is.
      for candidate in ledger.dependents(of: state.urn) where !replaced.contains(candidate.urn) {
        guard !(state.isPendingDelete && isDone(candidate.urn)), try isReplaced(candidate, because: gone) else {
          continue
        }
        gone.insert(candidate.urn)
        replaced.insert(candidate.urn)
        frontier.append(candidate)
      }
    }
    return deletionOrder(of: roots, within: replaced).filter { $0.isPendingDelete || $0.urn != state?.urn }
  }

  /// A depth-first walk that needs no recursion: each state comes after all that depend on it.
  private func deletionOrder(of states: [ResourceState], within replaced: Set<URN>) -> [ResourceState] {
    var order: [ResourceState] = []
    var visited: Set<Key> = []
    var path: [(state: ResourceState?, remaining: [ResourceState])] = [(nil, states)]
    while !path.isEmpty {
      if let next = path[path.count - 1].remaining.popLast() {
        guard visited.insert(Key(next)).inserted else { continue }
        let dependents = ledger.dependents(of: next.urn).filter { replaced.contains($0.urn) }
        path.append((next, dependents + pendingDependents(of: next)))
      } else if let state = path.removeLast().state {
        order.append(state)
      }
    }
    return order
  }

  private func pendingDependents(of state: ResourceState) -> [ResourceState] {
    ([state.urn] + state.options.aliases).flatMap(ledger.pendingDependents)
  }

  private struct Key: Hashable {
    var urn: URN
    var pendingID: String?

    init(_ state: ResourceState) {
      urn = state.urn
      pendingID = state.isPendingDelete ? state.id : nil
    }
  }

  /// Whether a dependent would be replaced, asked before anything is deleted: that its provider can never replace it is
  /// thrown here, in its own name.
  private func isReplaced(_ state: ResourceState, because replaced: Set<URN>) throws -> Bool {
    let goesWithContainer = state.options.deletedWith.map(replaced.contains) ?? false
    let affected = state.propertyDependencies.filter { name, urns in
      !urns.isDisjoint(with: replaced) && !state.options.ignoreChanges.contains(PropertyPath(name))
    }
    guard goesWithContainer || !affected.isEmpty else { return false }
    let type = try registry.resourceType(state.urn.type)
    guard !type.isProvider else { return goesWithContainer }
    do {
      let lifecycle = try registry.lifecycle(for: state.urn, options: state.options) { ledger.state($0) }
      var inputs = state.inputs
      for name in affected.keys { inputs[name] = .unknown }
      var diff = try lifecycle.diff(request(state, type, inputs))
      diff.requireReplacement(on: state.options.replaceOnChanges)
      guard goesWithContainer || diff.requiresReplacement else { return false }
      if !state.isPendingDelete, holdsName(state, type, affected: Set(affected.keys)) {
        _ = try lifecycle.diff(request(state, type, reallyChanged(state, type, affected: Set(affected.keys))))
      }
      return true
    } catch {
      throw DiagnosticError(refusal(of: state, error))
    }
  }

  private func request(_ state: ResourceState, _ type: ResourceType, _ inputs: [String: Value]) -> DiffRequest {
    DiffRequest(
      urn: state.urn, type: type, id: state.id, oldInputs: state.inputs, oldOutputs: state.outputs, newInputs: inputs)
  }

  /// Whether the successor would ask for the name of the one that is deleted.
  private func holdsName(_ state: ResourceState, _ type: ResourceType, affected: Set<String>) -> Bool {
    let given = goal(state.urn).map { type.prepare($0.inputs) } ?? NameMaker.presumablyGiven(state, type: type)
    return NameMaker.namesCollide(
      given: given.filter { !affected.contains($0.key) }, recorded: state.inputs, type: type)
  }

  /// The recorded inputs with known changes where the replacement comes from: a provider judges those it does not know
  /// leniently.
  private func reallyChanged(
    _ state: ResourceState, _ type: ResourceType, affected: Set<String>
  ) -> [String: Value] {
    let createOnly = type.inputs.filter {
      $0.isCreateOnly && $0.autoName == nil && state.inputs[$0.name] != nil
    }.map(\.name)
    let reasons = createOnly.filter(affected.contains)
    var inputs = state.inputs
    for name in reasons.isEmpty ? createOnly : reasons {
      inputs[name] = inputs[name]?.stringValue.map { .string("\($0)-changed") }
    }
    return inputs
  }

  private func refusal(of state: ResourceState, _ error: any Error) -> [Diagnostic] {
    ErrorPhrases.diagnostics(for: error, urn: state.urn, location: state.location).map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.detail =
        "'\(state.urn.name)' (\(state.urn.type)) would have to be replaced because what it depends on is deleted before "
        + "it is replaced. \(diagnostic.detail)"
      // What it is to be called then is mostly not known yet: another name alone would be refused as well.
      let advice = "Take '\(state.urn.name)' out of the script, run 'cofre up', and only then make the change."
      diagnostic.hint = diagnostic.hint.map { "\(advice) \($0)" } ?? advice
      return diagnostic
    }
  }
}
