/// Lets one task at a time through for each key, in the order in which they came.
package actor KeyedLock {
  /// Who waits for a key that is held.
  private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

  package init() {}

  package func withLock<Result: Sendable>(
    _ key: String, _ body: @Sendable () async throws -> Result
  ) async rethrows -> Result {
    await acquire(key)
    defer { release(key) }
    return try await body()
  }

  private func acquire(_ key: String) async {
    guard waiting[key] != nil else {
      waiting[key] = []
      return
    }
    await withCheckedContinuation { waiting[key, default: []].append($0) }
  }

  private func release(_ key: String) {
    guard var queue = waiting[key], !queue.isEmpty else {
      waiting[key] = nil
      return
    }
    let next = queue.removeFirst()
    waiting[key] = queue
    next.resume()
  }
}
