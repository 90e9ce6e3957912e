import Glibc

/// Ends the process at once; a success whose output could not be written is none.
///
/// Exit handlers are not run: OpenSSL's would take away what the threads of libcurl and of the state may still be using,
/// and nothing of ours waits in a buffer.
func exitProcess(_ code: ExitCode) -> Never {
  fflush(nil)
  guard code == .done, Console.hasLostOutput else { _exit(code.rawValue) }
  Console(noColor: true, noInput: true, environment: [:])
    .say("cofre: error: not all output could be written; the file system may be full")
  _exit(ExitCode.failed.rawValue)
}
