import Synchronization

/// Asks an operation to start nothing new; what is in flight is finished and recorded.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let actions = Mutex<[@Sendable () -> Void]>([])

  package init() {}

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  package func cancel() {
    flag.store(true, ordering: .relaxed)
    for action in actions.withLock({ $0 }) { action() }
  }

  /// Has something done when it is cancelled, for work that does not look by itself; at once when it is already.
  package func onCancel(_ action: @escaping @Sendable () -> Void) {
    actions.withLock { $0.append(action) }
    if isCancelled { action() }
  }
}
