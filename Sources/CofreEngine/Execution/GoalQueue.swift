import CofreModel

/// Goals that wait for the resources they depend on.
struct GoalQueue {
  private var ready: [Goal] = []
  private var nextReady = 0
  private var waiting: [URN: (goal: Goal, missing: Set<URN>)] = [:]
  private var waiters: [URN: [URN]] = [:]
  private var done: Set<URN> = []
  private var failed: Set<URN> = []
  /// Goals that can not be made because something they depend on failed.
  private(set) var abandoned: [Goal] = []

  mutating func add(_ goal: Goal) {
    let dependencies = goal.dependencies
    guard dependencies.isDisjoint(with: failed) else {
      fail(goal.urn)
      abandoned.append(goal)
      return
    }
    let missing = dependencies.subtracting(done)
    if missing.isEmpty {
      ready.append(goal)
    } else {
      waiting[goal.urn] = (goal, missing)
      for urn in missing { waiters[urn, default: []].append(goal.urn) }
    }
  }

  mutating func next() -> Goal? {
    guard nextReady < ready.count else { return nil }
    defer { nextReady += 1 }
    return ready[nextReady]
  }

  mutating func complete(_ urn: URN) {
    done.insert(urn)
    for waiter in waiters.removeValue(forKey: urn) ?? [] {
      waiting[waiter]?.missing.remove(urn)
      if let entry = waiting[waiter], entry.missing.isEmpty {
        waiting[waiter] = nil
        ready.append(entry.goal)
      }
    }
  }

  /// Takes note of a failure; whatever waits for it is abandoned, and what waits for that.
  mutating func fail(_ urn: URN) {
    failed.insert(urn)
    for waiter in waiters.removeValue(forKey: urn) ?? [] {
      guard let entry = waiting.removeValue(forKey: waiter) else { continue }
      abandoned.append(entry.goal)
      fail(waiter)
    }
  }

  mutating func takeAbandoned() -> [Goal] {
    defer { abandoned = [] }
    return abandoned
  }

  /// What still waits, and for what: in the end, what can never be made.
  var blocked: [BlockedGoal] {
    waiting.values
      .map {
        BlockedGoal(urn: $0.goal.urn, location: $0.goal.location, waitingFor: $0.missing.sorted { $0.name < $1.name })
      }
      .sorted { $0.urn.description < $1.urn.description }
  }
}
