import CofreModel
import Synchronization

/// The states as they are while an operation runs: what is recorded, with the effects of the steps done so far.
///
/// Steps in flight look states up while the run goes on changing them, hence the lock.
final class Ledger: Sendable {
  private struct Contents {
    var live: [URN: ResourceState] = [:]
    var pendingDelete: [ResourceState] = []
    /// URNs in dependency order, nil where one was removed.
    var order: [URN?] = []
    var places: [URN: Int] = [:]
  }

  private let contents: Mutex<Contents>

  init(_ snapshot: Snapshot) {
    var contents = Contents()
    contents.live.reserveCapacity(snapshot.resources.count)
    for state in snapshot.resources {
      if state.isPendingDelete { contents.pendingDelete.append(state) } else { Self.put(state, &contents) }
    }
    self.contents = Mutex(contents)
  }

  /// The live state of a URN.
  func state(_ urn: URN) -> ResourceState? { contents.withLock { $0.live[urn] } }

  /// The live states, each after those it depends on.
  var liveStates: [ResourceState] {
    contents.withLock { contents in contents.order.compactMap { $0.flatMap { contents.live[$0] } } }
  }

  /// Replaced but not yet removed.
  var pendingDelete: [ResourceState] { contents.withLock { $0.pendingDelete } }

  func put(_ state: ResourceState) { contents.withLock { Self.put(state, &$0) } }

  func remove(_ urn: URN) { contents.withLock { Self.remove(urn, &$0) } }

  func markPendingDelete(_ urn: URN) {
    contents.withLock { contents in
      guard var state = contents.live[urn] else { return }
      Self.remove(urn, &contents)
      state.isPendingDelete = true
      contents.pendingDelete.append(state)
    }
  }

  private static func put(_ state: ResourceState, _ contents: inout Contents) {
    guard contents.live.updateValue(state, forKey: state.urn) == nil else { return }
    contents.places[state.urn] = contents.order.count
    contents.order.append(state.urn)
  }

  private static func remove(_ urn: URN, _ contents: inout Contents) {
    guard contents.live.removeValue(forKey: urn) != nil, let place = contents.places.removeValue(forKey: urn) else {
      return
    }
    contents.order[place] = nil
  }
}
