import Glibc

/// Ends the process; a success whose output could not be written is none.
func exitProcess(_ code: ExitCode) -> Never {
  guard code == .done, Console.hasLostOutput else { exit(code.rawValue) }
  Console(noColor: true, noInput: true, environment: [:])
    .say("cofre: error: not all output could be written; the file system may be full")
  exit(ExitCode.failed.rawValue)
}
