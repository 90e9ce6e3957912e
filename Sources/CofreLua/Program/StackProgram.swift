package import CofreModel

/// Runs one stack script and answers what it wants, wave by wave.
///
/// ``start()`` runs the main chunk. Each goal is returned once, when its inputs are settled and everything in
/// ``Goal/dependencies`` is resolved; the caller makes the resources and feeds what came of them to ``resolve(_:)``,
/// in batches as large as it likes. ``finish()`` may be called when no goal is left to be worked on.
package actor StackProgram {
  private let executor = ThreadExecutor()
  private let options: StackProgramOptions
  private var state: ProgramState?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init(_ options: StackProgramOptions) { self.options = options }

  /// Runs the main chunk; returns the goals that wait for nothing, in the order of their declarations.
  ///
  /// Throws a `DiagnosticError` when the script fails; the program is of no use then.
  package func start() async throws -> [Goal] {
    let state = try ProgramState(options)
    try state.vm.withClock { try state.runMainChunk() }
    self.state = state
    return try state.vm.withClock { try state.advance() }
  }

  /// Takes in what became of goals, and returns the goals that are ready now, in the order of their declarations.
  ///
  /// Runs the `apply` functions that became ready. Throws a `DiagnosticError` when one of them fails: what depends on
  /// its result is blocked, everything else goes on with the next call, which also returns the goals that became ready
  /// in the failed one.
  package func resolve(_ resolutions: [Resolution]) async throws -> [Goal] {
    guard let state else { return [] }
    return try state.vm.withClock {
      for resolution in resolutions { state.take(resolution) }
      return try state.advance()
    }
  }

  /// The exports, and the goals that were never ready.
  package func finish() async throws -> StackProgramResult {
    guard let state else { return StackProgramResult(exports: [:], blocked: [], warnings: []) }
    return try state.vm.withClock { try state.result() }
  }
}
