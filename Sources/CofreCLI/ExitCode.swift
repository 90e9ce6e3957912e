/// How the process ends: stable, and documented in `cofre --help`.
package enum ExitCode: Int32, Sendable {
  case done = 0
  case failed = 1
  case usage = 2
  /// `preview --expect-no-changes` found some.
  case changesFound = 3
  case interrupted = 130
}

/// Ends a command with a code; what there is to say has been said.
struct CommandExit: Error {
  var code: ExitCode
}
