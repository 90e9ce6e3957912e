import Synchronization

/// Hands over what concurrent tasks finish, everything that is there at once: so that the cost of waking is shared.
final class Mailbox<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var waiter: CheckedContinuation<[Element], Never>?
  }

  private let state = Mutex(State())

  func put(_ element: Element) {
    let waiter = state.withLock { state -> (CheckedContinuation<[Element], Never>, [Element])? in
      state.elements.append(element)
      guard let waiter = state.waiter else { return nil }
      defer {
        state.waiter = nil
        state.elements = []
      }
      return (waiter, state.elements)
    }
    if let (continuation, elements) = waiter { continuation.resume(returning: elements) }
  }

  /// Waits until something is there; one task only may wait.
  func take() async -> [Element] {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> [Element]? in
        precondition(state.waiter == nil, "A mailbox has one reader")
        guard !state.elements.isEmpty else {
          state.waiter = continuation
          return nil
        }
        defer { state.elements = [] }
        return state.elements
      }
      if let ready { continuation.resume(returning: ready) }
    }
  }
}
