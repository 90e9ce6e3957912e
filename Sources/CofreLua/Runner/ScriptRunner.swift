package import CofreModel

/// Runs a script that acts: calls of the host's functions wait without keeping other tasks from running.
package actor ScriptRunner {
  private let executor = ThreadExecutor()
  private let options: ScriptRunnerOptions
  /// The run, while there is one.
  private var state: RunnerState?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init(_ options: ScriptRunnerOptions) { self.options = options }

  /// Runs the script until it and all tasks that it spawned have ended; returns the first value that it returned.
  ///
  /// Throws a `DiagnosticError` for what the script did not catch, also in a task that nobody awaited. A failure of the
  /// main chunk cancels the calls in flight. When the task that runs it is cancelled, the script's code is stopped
  /// wherever it is, the calls in flight are cancelled, and once these have ended an error of code `cancelled` is thrown.
  package func run() async throws -> Value? {
    let interrupt = ScriptInterrupt()
    return try await withTaskCancellationHandler {
      try await run(interrupt)
    } onCancel: {
      interrupt.cancel()
    }
  }

  private func run(_ interrupt: ScriptInterrupt) async throws -> Value? {
    guard !interrupt.isCancelled else { throw LuaVM.cancelled() }
    let state = try RunnerState(options, interrupt: interrupt)
    self.state = state
    defer { self.state = nil }
    try state.vm.withClock { try state.start() }
    try await withThrowingTaskGroup(of: FinishedCall.self) { group in
      var running = 0
      // The steps are methods of the actor, so that the compiler sees that they run on its thread.
      while let calls = try self.advance() {
        for call in calls { group.addTask { await call.perform() } }
        running += calls.count
        guard running > 0, let finished = try await group.next() else { throw self.deadlock() }
        running -= 1
        if interrupt.isCancelled { throw LuaVM.cancelled() }
        self.state?.take(finished)
      }
    }
    return try state.vm.withClock { try state.result() }
  }

  /// Runs what can go on; returns the calls that were started, or nil when every task has ended.
  private func advance() throws -> [StartedCall]? {
    guard let state else { return nil }
    let calls = try state.vm.withClock { try state.advance() }
    return state.isFinished ? nil : calls
  }

  private func deadlock() -> DiagnosticError {
    state?.deadlock() ?? DiagnosticError([])
  }
}

/// A call of a host function that a task of the script waits for.
struct StartedCall: Sendable {
  var task: TaskID
  var operation: @Sendable () async throws -> Value

  func perform() async -> FinishedCall {
    do {
      return FinishedCall(task: task, result: .success(try await operation()))
    } catch {
      return FinishedCall(task: task, result: .failure(error))
    }
  }
}

struct FinishedCall: Sendable {
  var task: TaskID
  var result: Result<Value, any Error>
}

/// A task's number in the order of starts; the main chunk is 0.
typealias TaskID = Int
