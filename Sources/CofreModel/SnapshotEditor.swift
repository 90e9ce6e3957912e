/// A snapshot that takes changes in constant time each, and is put in order only when it is asked for.
package struct SnapshotEditor: Sendable {
  /// Nil marks a place whose state has gone.
  private var resources: [ResourceState?]
  private var live: [URN: Int] = [:]
  /// The URNs by which live states were known before.
  private var renamed: [URN: URN] = [:]
  private var pendingDelete: [URN: [Int]] = [:]
  private var operations: [PendingOperation?]
  private var operationIndices: [String: Int] = [:]
  private var exports: [String: Value]
  private var nameSeed: String
  private var isSandboxed: Bool

  package init(_ snapshot: Snapshot) {
    resources = snapshot.resources
    operations = snapshot.pendingOperations
    exports = snapshot.exports
    nameSeed = snapshot.nameSeed
    isSandboxed = snapshot.isSandboxed
    live.reserveCapacity(resources.count)
    for (index, state) in snapshot.resources.enumerated() {
      if state.isPendingDelete {
        pendingDelete[state.urn, default: []].append(index)
      } else {
        live[state.urn] = index
        for alias in state.options.aliases { renamed[alias] = state.urn }
      }
    }
    for (index, operation) in snapshot.pendingOperations.enumerated() {
      operationIndices[operation.operationID] = index
    }
  }

  package mutating func apply(_ change: StateChange) {
    switch change {
    case .begin(let operation): begin(operation)
    case .end(let operationID):
      if let index = operationIndices.removeValue(forKey: operationID) { operations[index] = nil }
    case .put(let state): put(state)
    case .markPendingDelete(let urn):
      guard let index = live.removeValue(forKey: urn) else { return }
      resources[index]?.isPendingDelete = true
      pendingDelete[urn, default: []].append(index)
    case .remove(let urn): if let index = live.removeValue(forKey: urn) { resources[index] = nil }
    case .removePendingDelete(let urn, let id):
      guard let position = pendingDelete[urn]?.firstIndex(where: { resources[$0]?.id == id }),
        let index = pendingDelete[urn]?.remove(at: position)
      else { return }
      resources[index] = nil
    case .setExports(let values): exports = values
    case .setNameSeed(let seed): nameSeed = seed
    case .setSandboxed(let value): isSandboxed = value
    }
  }

  private mutating func begin(_ operation: PendingOperation) {
    if let index = operationIndices[operation.operationID] {
      operations[index] = operation
    } else {
      operationIndices[operation.operationID] = operations.count
      operations.append(operation)
    }
  }

  private mutating func put(_ state: ResourceState) {
    if !state.isPendingDelete {
      for alias in state.options.aliases { renamed[alias] = state.urn }
    }
    let index =
      state.isPendingDelete
      ? pendingDelete[state.urn]?.first { resources[$0]?.id == state.id }
      : live[state.urn]
    if let index {
      resources[index] = state
      return
    }
    if state.isPendingDelete {
      pendingDelete[state.urn, default: []].append(resources.count)
    } else {
      live[state.urn] = resources.count
    }
    resources.append(state)
  }

  /// The snapshot as it is now.
  ///
  /// Every resource stands after those it depends on; beyond that, the order is kept. A dependency on something that
  /// was renamed, as its aliases say, means that; one on something that is no longer in the snapshot is dropped: there is
  /// nothing left to wait for. Linear in resources and dependencies.
  package var snapshot: Snapshot {
    Snapshot(
      resources: orderedIndices.compactMap { resources[$0].map(withCurrentDependencies) },
      pendingOperations: operations.compactMap { $0 }, exports: exports, nameSeed: nameSeed,
      isSandboxed: isSandboxed)
  }

  private func withCurrentDependencies(_ state: ResourceState) -> ResourceState {
    guard !state.dependencies.allSatisfy({ current($0) == $0 }) else { return state }
    var state = state
    // One that waits for its deletion keeps its former place, and may have come to depend on its own successor.
    func currentAll(_ urns: Set<URN>) -> Set<URN> {
      Set(urns.compactMap { current($0) ?? (state.isPendingDelete ? $0 : nil) }).subtracting([state.urn])
    }
    state.dependencies = currentAll(state.dependencies)
    state.propertyDependencies = state.propertyDependencies.mapValues { currentAll($0) }.filter { !$0.value.isEmpty }
    return state
  }

  /// The URN of what a dependency means now, or nil when it is gone.
  private func current(_ dependency: URN) -> URN? {
    if live[dependency] != nil || pendingDelete[dependency]?.isEmpty == false { return dependency }
    return renamed[dependency].flatMap { live[$0] == nil ? nil : $0 }
  }

  /// The place of what a dependency means: the live state, or else the last one that waits for deletion.
  private func target(of dependency: URN) -> Int? {
    live[dependency] ?? pendingDelete[dependency]?.last ?? renamed[dependency].flatMap { live[$0] }
  }

  /// The places in dependency order, by a depth-first walk that needs no recursion.
  ///
  /// Places that depend on each other in a circle, which no sound program makes, keep their order.
  private var orderedIndices: [Int] {
    var order: [Int] = []
    order.reserveCapacity(resources.count)
    var isVisited = [Bool](repeating: false, count: resources.count)
    var stack: [(index: Int, remaining: [Int])] = []
    func enter(_ index: Int) {
      isVisited[index] = true
      let dependencies = resources[index]?.dependencies ?? []
      stack.append((index, dependencies.compactMap(target(of:)).filter { !isVisited[$0] }.sorted(by: >)))
    }
    for root in resources.indices where !isVisited[root] {
      // Nearly always what a resource depends on stands before it already.
      if resources[root]?.dependencies.allSatisfy({ target(of: $0).map { isVisited[$0] } ?? true }) ?? true {
        isVisited[root] = true
        order.append(root)
        continue
      }
      enter(root)
      while !stack.isEmpty {
        if let next = stack[stack.count - 1].remaining.popLast() {
          if !isVisited[next] { enter(next) }
        } else {
          order.append(stack.removeLast().index)
        }
      }
    }
    return order
  }
}

extension Snapshot {
  /// The snapshot after the changes, in order; see ``SnapshotEditor``.
  package func applying(_ changes: some Sequence<StateChange>) -> Snapshot {
    var editor = SnapshotEditor(self)
    for change in changes { editor.apply(change) }
    return editor.snapshot
  }
}
