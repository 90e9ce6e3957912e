import Synchronization

/// Lets one piece of work in the background run at a time, in the order they came.
///
/// What users wait for with every key runs beside it, so that colours, hints and diagnostics never take all processors.
final class BackgroundLane: Sendable {
  private struct State {
    var isBusy = false
    var nextTicket = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    /// Tickets that were cancelled before they waited.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Runs a piece of work when it is its turn; throws `CancellationError` when its task is cancelled before.
  func run<Result>(_ work: () async throws -> Result) async throws -> Result {
    guard await enter() else { throw CancellationError() }
    defer { leave() }
    try Task.checkCancellation()
    return try await work()
  }

  private func enter() async -> Bool {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now: Bool? = state.withLock { state in
          if state.cancelled.remove(ticket) != nil { return false }
          if !state.isBusy {
            state.isBusy = true
            return true
          }
          state.waiting.append((ticket, continuation))
          return nil
        }
        if let now { continuation.resume(returning: now) }
      }
    } onCancel: {
      let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
          state.cancelled.insert(ticket)
          return nil
        }
        return state.waiting.remove(at: index).continuation
      }
      continuation?.resume(returning: false)
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      // Only those of tasks that already run can be left: they were let in before they were cancelled.
      if state.waiting.isEmpty { state.cancelled = [] }
      guard !state.waiting.isEmpty else {
        state.isBusy = false
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
