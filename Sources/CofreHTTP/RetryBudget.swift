import Synchronization

/// A store of tokens that retries use up and successes refill, so that a cloud in trouble is not kept there by us.
package final class RetryBudget: Sendable {
  private let capacity: Int
  private let transientCost: Int
  private let throttledCost: Int
  private let tokens: Mutex<Int>

  package init(capacity: Int = 500, transientCost: Int = 14, throttledCost: Int = 5) {
    self.capacity = capacity
    self.transientCost = transientCost
    self.throttledCost = throttledCost
    tokens = Mutex(capacity)
  }

  /// Takes what a retry costs and returns it; nil, and nothing is taken, when too little is left.
  func spend(for reason: RetryDecision.Reason) -> Int? {
    let cost = reason == .throttled ? throttledCost : transientCost
    return tokens.withLock { tokens in
      guard tokens >= cost else { return nil }
      tokens -= cost
      return cost
    }
  }

  /// Gives back after a success: what the last retry cost, or 1 when there was none.
  func refill(_ spent: Int?) {
    tokens.withLock { $0 = min(capacity, $0 + (spent ?? 1)) }
  }
}
