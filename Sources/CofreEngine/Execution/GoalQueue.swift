import CofreModel

/// Goals that wait for the resources they depend on.
struct GoalQueue {
  private var goals: [URN: Goal] = [:]
  private var ready: [Goal] = []
  private var nextReady = 0
  private var waiting: [URN: (goal: Goal, missing: Set<URN>)] = [:]
  private var waiters: [URN: [URN]] = [:]
  private var done: Set<URN> = []
  private var failed: Set<URN> = []
  private var abandoned: [Goal] = []

  /// Adds a goal that waits for its dependencies, and beside them for `others`.
  mutating func add(_ goal: Goal, after others: [URN] = []) {
    goals[goal.urn] = goal
    let dependencies = goal.dependencies.union(others)
    guard !dependencies.contains(where: failed.contains) else {
      abandoned.append(goal)
      fail(goal.urn)
      return
    }
    // Not `subtracting`, which goes through all that are done.
    let missing = dependencies.filter { !done.contains($0) }
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

  /// The goal of a URN, if it was ever added.
  func goal(_ urn: URN) -> Goal? { goals[urn] }

  func isDone(_ urn: URN) -> Bool { done.contains(urn) }

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
    var failures = [urn]
    while let urn = failures.popLast() {
      failed.insert(urn)
      for waiter in waiters.removeValue(forKey: urn) ?? [] {
        guard let entry = waiting.removeValue(forKey: waiter) else { continue }
        abandoned.append(entry.goal)
        failures.append(waiter)
      }
    }
  }

  var hasFailures: Bool { !failed.isEmpty }

  /// Goals that cannot be made because something they wait for failed, each given once.
  mutating func takeAbandoned() -> [Goal] {
    defer { abandoned = [] }
    return abandoned
  }

  /// What still waits, and for what: in the end, what can never be made.
  var blocked: [BlockedGoal] {
    waiting.values
      .map {
        BlockedGoal(
          urn: $0.goal.urn, location: $0.goal.location,
          waitingFor: $0.missing.sorted { $0.description < $1.description })
      }
      .sorted { $0.urn.description < $1.urn.description }
  }
}
