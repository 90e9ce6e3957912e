import Glibc

/// Ends the process.
func exitProcess(_ code: ExitCode) -> Never { exit(code.rawValue) }
