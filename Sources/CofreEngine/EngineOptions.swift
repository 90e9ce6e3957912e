/// How an operation is run.
package struct EngineOptions: Sendable {
  /// How many steps may be in flight at once; at least 1.
  package var parallelism: Int
  /// Goes on with what does not depend on a failed step.
  package var continuesOnError: Bool

  package init(parallelism: Int = 16, continuesOnError: Bool = false) {
    self.parallelism = max(1, parallelism)
    self.continuesOnError = continuesOnError
  }
}
