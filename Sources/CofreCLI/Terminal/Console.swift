import Glibc
import Synchronization

/// The only writer to the standard streams: data goes to stdout, talk to stderr.
final class Console: Sendable {
  /// What the streams are and how they may be written to.
  struct Capabilities: Sendable {
    var stdoutIsTerminal: Bool
    var stderrIsTerminal: Bool
    /// Whether a question may be asked: stdin is a terminal and `--no-input` was not given.
    var canAsk: Bool
    /// Whether colour is wanted where the stream is a terminal.
    var wantsColor: Bool
  }

  let capabilities: Capabilities
  private let status = Mutex("")
  private let isAskingFlag = Atomic<Bool>(false)

  /// Whether something that was to be printed could not be written, but for a reader that went away.
  static var hasLostOutput: Bool { lostOutput.load(ordering: .relaxed) }

  /// Whether a question is open: nothing is in flight then, and Ctrl-C is an answer.
  var isAsking: Bool { isAskingFlag.load(ordering: .relaxed) }

  func asking<Answer>(_ ask: () -> Answer) -> Answer {
    isAskingFlag.store(true, ordering: .relaxed)
    defer { isAskingFlag.store(false, ordering: .relaxed) }
    return ask()
  }

  init(noColor: Bool, noInput: Bool, environment: [String: String]) {
    let isDumb = environment["TERM"] == "dumb"
    let refusesColor = noColor || isDumb || !(environment["NO_COLOR"] ?? "").isEmpty
    capabilities = Capabilities(
      stdoutIsTerminal: isatty(STDOUT_FILENO) == 1, stderrIsTerminal: isatty(STDERR_FILENO) == 1 && !isDumb,
      canAsk: !noInput && isatty(STDIN_FILENO) == 1, wantsColor: !refusesColor)
  }

  var stdoutStyle: Style { Style(isOn: capabilities.wantsColor && capabilities.stdoutIsTerminal) }
  var stderrStyle: Style { Style(isOn: capabilities.wantsColor && capabilities.stderrIsTerminal) }

  /// Writes data and a newline to stdout.
  func print(_ text: String) {
    status.withLock { current in
      eraseStatus(&current)
      write(STDOUT_FILENO, text + "\n")
    }
  }

  /// Writes data to stdout as it is.
  func printRaw(_ text: String) {
    status.withLock { current in
      eraseStatus(&current)
      write(STDOUT_FILENO, text)
    }
  }

  /// Writes data that may be no text to stdout as it is.
  func printRaw(_ bytes: [UInt8]) {
    status.withLock { current in
      eraseStatus(&current)
      bytes.withUnsafeBufferPointer { write(STDOUT_FILENO, $0) }
    }
  }

  /// Says something on stderr.
  func say(_ text: String) {
    status.withLock { current in
      eraseStatus(&current)
      write(STDERR_FILENO, text + "\n")
    }
  }

  /// Shows a line at the bottom of the terminal until the next thing is written; nothing where stderr is no terminal.
  func showStatus(_ text: String) {
    guard capabilities.stderrIsTerminal else { return }
    status.withLock { current in
      eraseStatus(&current)
      current = text
      write(STDERR_FILENO, text)
    }
  }

  func clearStatus() { status.withLock { eraseStatus(&$0) } }

  private func eraseStatus(_ current: inout String) {
    guard !current.isEmpty else { return }
    current = ""
    write(STDERR_FILENO, "\r\u{1B}[2K")
  }

  private func write(_ descriptor: Int32, _ text: String) {
    var text = text
    text.withUTF8 { write(descriptor, $0) }
  }

  private func write(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count > 0 {
        offset += count
      } else if errno != EINTR {
        // A reader that went away (`cofre up | head`) has had enough: what is being done goes on without it.
        if errno != EPIPE { lostOutput.store(true, ordering: .relaxed) }
        return
      }
    }
  }
}

private let lostOutput = Atomic<Bool>(false)
