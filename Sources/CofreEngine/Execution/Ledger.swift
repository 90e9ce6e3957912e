import CofreModel
import Synchronization

/// The states as they are while an operation runs: what is recorded, with the effects of the steps done so far.
///
/// Steps in flight look states up while the run goes on changing them, hence the lock.
final class Ledger: Sendable {
  private struct Contents {
    var live: [URN: ResourceState] = [:]
    /// The live states that depend on a URN.
    var dependents: [URN: Set<URN>] = [:]
    /// URNs in the order of their first record, nil where one was removed.
    var order: [URN?] = []
    var places: [URN: Int] = [:]
    /// Nil where one was removed.
    var pendingDelete: [ResourceState?] = []
    /// Places of the pending ones by their URN, and by the URNs whose values they use.
    var pendingPlaces: [URN: [Int]] = [:]
    var pendingDependents: [URN: [Int]] = [:]
  }

  private let contents: Mutex<Contents>

  init(_ snapshot: Snapshot) {
    var contents = Contents()
    contents.live.reserveCapacity(snapshot.resources.count)
    for state in snapshot.resources {
      if state.isPendingDelete {
        Self.putPending(state, &contents)
      } else {
        Self.put(state, &contents)
      }
    }
    self.contents = Mutex(contents)
  }

  /// The live state of a URN.
  func state(_ urn: URN) -> ResourceState? { contents.withLock { $0.live[urn] } }

  /// The live states, in the order of their first record.
  var liveStates: [ResourceState] {
    contents.withLock { contents in contents.order.compactMap { $0.flatMap { contents.live[$0] } } }
  }

  /// The live states that depend on a URN, in the order of their first record.
  func dependents(of urn: URN) -> [ResourceState] {
    contents.withLock { contents in
      (contents.dependents[urn] ?? []).compactMap { contents.places[$0] }.sorted()
        .compactMap { contents.order[$0].flatMap { contents.live[$0] } }
    }
  }

  /// Replaced but not yet removed.
  var pendingDelete: [ResourceState] { contents.withLock { $0.pendingDelete.compactMap { $0 } } }

  /// The states of a URN that are replaced but not yet removed.
  func pendingDelete(of urn: URN) -> [ResourceState] {
    contents.withLock { contents in (contents.pendingPlaces[urn] ?? []).compactMap { contents.pendingDelete[$0] } }
  }

  /// The states that use a value of a URN and are replaced but not yet removed.
  func pendingDependents(of urn: URN) -> [ResourceState] {
    contents.withLock { contents in (contents.pendingDependents[urn] ?? []).compactMap { contents.pendingDelete[$0] } }
  }

  func remove(_ urn: URN) { contents.withLock { Self.remove(urn, &$0) } }

  /// Takes away what is deleted, be it live or replaced.
  func remove(deleted state: ResourceState) { contents.withLock { Self.remove(deleted: state, &$0) } }

  /// Takes over what the step of a goal left behind, or, in a preview, would leave.
  func apply(_ plan: PlannedGoal, _ state: ResourceState) {
    contents.withLock { contents in
      for state in plan.goingFirst { Self.remove(deleted: state, &contents) }
      if let prior = plan.prior {
        if plan.step.kind == .replace, !plan.step.deletesFirst {
          var replaced = prior
          replaced.isPendingDelete = true
          Self.putPending(replaced, &contents)
        }
        if plan.step.kind == .replace || prior.urn != state.urn { Self.remove(prior.urn, &contents) }
      }
      Self.put(state, &contents)
    }
  }

  private static func putPending(_ state: ResourceState, _ contents: inout Contents) {
    let place = contents.pendingDelete.count
    contents.pendingDelete.append(state)
    contents.pendingPlaces[state.urn, default: []].append(place)
    for urn in state.propertyDependencies.values.reduce(into: Set<URN>(), { $0.formUnion($1) }) {
      contents.pendingDependents[urn, default: []].append(place)
    }
  }

  private static func put(_ state: ResourceState, _ contents: inout Contents) {
    let old = contents.live.updateValue(state, forKey: state.urn)
    for urn in old?.dependencies ?? [] { contents.dependents[urn]?.remove(state.urn) }
    for urn in state.dependencies { contents.dependents[urn, default: []].insert(state.urn) }
    guard old == nil else { return }
    contents.places[state.urn] = contents.order.count
    contents.order.append(state.urn)
  }

  private static func remove(deleted state: ResourceState, _ contents: inout Contents) {
    guard state.isPendingDelete else { return remove(state.urn, &contents) }
    for place in contents.pendingPlaces[state.urn] ?? [] where contents.pendingDelete[place]?.id == state.id {
      contents.pendingDelete[place] = nil
    }
  }

  private static func remove(_ urn: URN, _ contents: inout Contents) {
    guard let state = contents.live.removeValue(forKey: urn), let place = contents.places.removeValue(forKey: urn)
    else { return }
    for dependency in state.dependencies { contents.dependents[dependency]?.remove(urn) }
    contents.order[place] = nil
  }
}
