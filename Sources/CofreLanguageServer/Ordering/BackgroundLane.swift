import Synchronization

/// Lets one piece of work in the background run at a time, in the order they came.
///
/// Colours, hints and diagnostics run in it. What users wait for with every key goes before: while somebody holds the lane
/// back, nothing in it begins. What has begun runs to its end, unless its task is cancelled.
final class BackgroundLane: Sendable {
  private struct State {
    var isBusy = false
    /// How many hold the lane back.
    var holders = 0
    var nextTicket = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    /// Tickets that were cancelled before they waited.
    var cancelled: Set<Int> = []

    var isOpen: Bool { !isBusy && holders == 0 }

    /// Lets in who has waited longest, if anybody may be let in.
    mutating func takeNext() -> CheckedContinuation<Bool, Never>? {
      guard isOpen, !waiting.isEmpty else { return nil }
      isBusy = true
      return waiting.removeFirst().continuation
    }
  }

  private let state = Mutex(State())

  /// Runs a piece of work when it is its turn; throws `CancellationError` when its task is cancelled before.
  func run<Result>(_ work: () async throws -> Result) async throws -> Result {
    guard await enter() else { throw CancellationError() }
    defer { leave() }
    try Task.checkCancellation()
    return try await work()
  }

  /// Lets nothing begin in the lane until as many calls of ``release()`` follow.
  ///
  /// What holds the lane back must not wait for anything in it.
  func hold() { state.withLock { $0.holders += 1 } }

  func release() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      state.holders -= 1
      return state.takeNext()
    }
    next?.resume(returning: true)
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
          if state.isOpen {
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
      state.isBusy = false
      return state.takeNext()
    }
    next?.resume(returning: true)
  }
}
