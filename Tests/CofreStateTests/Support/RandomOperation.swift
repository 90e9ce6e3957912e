import CofreModel

/// A random but sound life of a stack, as records of changes, beside a naive model of what must come of it.
struct RandomOperation {
  var random: RandomState
  /// The naive model: live states by number, those pending delete by URN and ID, operations by ID.
  private(set) var live: [Int: ResourceState] = [:]
  private(set) var doomed: [String: ResourceState] = [:]
  private(set) var operations: [String: PendingOperation] = [:]
  private(set) var exports: [String: Value] = [:]
  private(set) var nameSeed: String
  private var counter = 0

  init(seed: Int, nameSeed: String) {
    random = RandomState(seed: seed)
    self.nameSeed = nameSeed
  }

  /// The next record, already taken into the model.
  mutating func next() -> [StateChange] {
    counter += 1
    switch random.number(0...9) {
    case 0, 1, 2, 3:
      let number = random.number(0...30)
      return put(number)
    case 4:
      return replace()
    case 5:
      // Only what nothing depends on is removed, as in a sound operation.
      guard let number = live.keys.sorted().last else { return put(0) }
      live[number] = nil
      return [.remove(random.urn(number))]
    case 6:
      guard let (key, state) = doomed.min(by: { $0.key < $1.key }) else { return put(1) }
      doomed[key] = nil
      return [.removePendingDelete(state.urn, id: state.id)]
    case 7:
      let operation = PendingOperation(
        kind: .create, urn: random.urn(40), state: random.state(40, id: "", live: []), operationID: "op\(counter % 7)")
      operations[operation.operationID] = operation
      return [.begin(operation)]
    case 8:
      guard let id = operations.keys.min() else { return put(2) }
      operations[id] = nil
      return [.end(operationID: id)] + put(random.number(0...30))
    default:
      exports = random.members()
      nameSeed = "\(counter)"
      return [.setExports(exports), .setNameSeed(nameSeed)]
    }
  }

  private mutating func put(_ number: Int) -> [StateChange] {
    let state = random.state(number, id: "id\(counter)", live: Set(live.keys))
    live[number] = state
    return [.put(state)]
  }

  private mutating func replace() -> [StateChange] {
    guard let number = live.keys.min(), var old = live[number] else { return put(3) }
    old.isPendingDelete = true
    doomed["\(old.urn)|\(old.id)"] = old
    let urn = old.urn
    return [.markPendingDelete(urn)] + put(number)
  }

  /// Whether the snapshot holds what the model holds.
  func agrees(with snapshot: Snapshot) -> Bool {
    var rest = snapshot.resources
    for state in live.values {
      guard let index = rest.firstIndex(of: state) else { return false }
      rest.remove(at: index)
    }
    for state in doomed.values {
      guard let index = rest.firstIndex(of: state) else { return false }
      rest.remove(at: index)
    }
    return rest.isEmpty && snapshot.exports == exports && snapshot.nameSeed == nameSeed
      && snapshot.pendingOperations.count == operations.count
      && snapshot.pendingOperations.allSatisfy { operations[$0.operationID] == $0 }
  }
}
