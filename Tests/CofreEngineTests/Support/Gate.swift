import Synchronization

/// Where calls wait for each other, so that a test says what overlaps.
final class Gate: Sendable {
  private struct State {
    var arrived = 0
    var isOpen = false
    var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  func arrive() {
    let ready = state.withLock { state in
      state.arrived += 1
      return Self.takeReady(&state)
    }
    for continuation in ready { continuation.resume() }
  }

  /// Waits until so many have arrived since the last reset.
  func waitFor(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state in
        state.waiters.append((count, continuation))
        return Self.takeReady(&state)
      }
      for continuation in ready { continuation.resume() }
    }
  }

  func open() {
    let ready = state.withLock { state in
      state.isOpen = true
      return Self.takeReady(&state)
    }
    for continuation in ready { continuation.resume() }
  }

  func waitUntilOpen() async { await waitFor(.max) }

  func reset() { state.withLock { $0.arrived = 0 } }

  private static func takeReady(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let ready = state.waiters.filter { state.isOpen || $0.count <= state.arrived }
    state.waiters.removeAll { state.isOpen || $0.count <= state.arrived }
    return ready.map(\.continuation)
  }
}
