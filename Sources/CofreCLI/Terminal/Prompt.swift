import CofreModel
import Glibc

/// Questions to a person, on the terminal.
struct Prompt {
  let console: Console

  /// Asks for an answer that must be typed in full; anything else is a no.
  func confirm(_ question: String, expecting answer: String) -> Bool {
    console.say(question)
    console.showStatus("> ")
    let typed = readLine(strippingNewline: true)
    console.clearStatus()
    return typed == answer
  }

  /// Reads a value that must not be shown: without echo from a terminal, otherwise stdin to its end.
  ///
  /// One newline at the end is taken away, since that is what `echo` and Return leave there.
  func secret(_ question: String) throws -> Sensitive {
    guard isatty(STDIN_FILENO) == 1 else { return try read() }
    guard console.capabilities.canAsk else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-input", "No value was given",
          detail: "The value is read from stdin or asked for, and --no-input is set.",
          hint: "Pipe the value: … | cofre …"))
    }
    console.showStatus(question)
    var settings = termios()
    tcgetattr(STDIN_FILENO, &settings)
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      console.clearStatus()
    }
    return Sensitive(readLine(strippingNewline: true) ?? "")
  }

  /// The largest value that is read; no cloud takes a larger one.
  static let maximumByteCount = 1 << 20

  private func read() throws -> Sensitive {
    var bytes: [UInt8] = []
    defer { bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } } }
    bytes.reserveCapacity(Self.maximumByteCount)
    var chunk = [UInt8](repeating: 0, count: 65_536)
    defer { chunk.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } } }
    while true {
      let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      guard bytes.count + count <= Self.maximumByteCount else {
        throw DiagnosticError(
          Diagnostic(
            code: "value-too-large", "The value is too large",
            detail: "Stdin holds more than 1 MiB, which no cloud keeps."))
      }
      bytes += chunk[..<count]
    }
    if bytes.last == 10 { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DiagnosticError(
        Diagnostic(
          code: "not-text", "The value is not text", detail: "Stdin is not valid UTF-8.",
          hint: "Encode binary values first: base64 < file | cofre …"))
    }
    return Sensitive(text)
  }
}
