/// Wrong usage that is found after the arguments were parsed, and before anything is begun.
struct UsageError: Error {
  /// What is wrong, in a full sentence.
  var message: String
  /// The command whose `--help` says more.
  var command: String

  var text: String { "\(message)\n  See 'cofre \(command) --help' for more information." }
}
