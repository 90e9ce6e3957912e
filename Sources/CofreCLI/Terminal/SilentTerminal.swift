import Glibc

/// A terminal that does not show what is typed, and does again whatever ends the process.
enum SilentTerminal {
  static func begin() {
    tcgetattr(STDIN_FILENO, &savedSettings)
    var silent = savedSettings
    silent.c_lflag &= ~tcflag_t(ECHO)
    signal(SIGINT, restoreAndExit)
    signal(SIGTERM, restoreAndExit)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
  }

  static func end() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &savedSettings)
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}

/// Written before the handlers are set, and read by them: one prompt is open at a time.
private nonisolated(unsafe) var savedSettings = termios()

private nonisolated func restoreAndExit(_ signal: Int32) {
  // Both calls are allowed in a signal handler (POSIX.1-2017, 2.4.3).
  tcsetattr(STDIN_FILENO, TCSANOW, &savedSettings)
  _exit(ExitCode.interrupted.rawValue)
}
