package import CofreModel

/// What the engine tells a view, in the order in which it happens.
package enum EngineEvent: Sendable {
  /// A preview would do the step.
  case planned(Step)
  case started(Step)
  /// The step is done, and its state is durable.
  case finished(Step, Duration)
  case failed(Step, Diagnostic)
  /// An operation that an earlier run left unfinished is settled: what became of it, in one sentence.
  case recovered(URN, String)
  case diagnostic(Diagnostic)
}

/// How an operation ended.
package struct Outcome: Sendable {
  package var counts: [Step.Kind: Int]
  package var diagnostics: [Diagnostic]
  /// The stack's exports; unknown where only an `up` can tell, sensitive ones boxed.
  package var exports: [String: Value]
  package var wasCancelled: Bool

  package init(
    counts: [Step.Kind: Int] = [:], diagnostics: [Diagnostic] = [], exports: [String: Value] = [:],
    wasCancelled: Bool = false
  ) {
    self.counts = counts
    self.diagnostics = diagnostics
    self.exports = exports
    self.wasCancelled = wasCancelled
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether anything would change, or did.
  package var hasChanges: Bool { counts.contains { $0.key != .same && $0.value > 0 } }
}
