import CofreModel
import Glibc

/// Questions to a person, on the terminal.
struct Prompt {
  let console: Console

  /// Asks for an answer that must be typed in full; anything else is a no.
  func confirm(_ question: String, expecting answer: String) -> Bool {
    console.say(question)
    return console.asking {
      console.showStatus("> ")
      defer { console.clearStatus() }
      return readLine(strippingNewline: true) == answer
    }
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
    let line = console.asking {
      // In this order, what is typed at the sight of the question is neither shown nor dropped.
      SilentTerminal.begin()
      console.showStatus(question)
      defer {
        SilentTerminal.end()
        console.clearStatus()
      }
      return readLine(strippingNewline: true)
    }
    guard let line, !line.isEmpty else { throw Self.empty }
    return Sensitive(line)
  }

  /// Nothing was given: more likely a command before a pipe that failed than a value that is meant.
  private static let empty = DiagnosticError(
    Diagnostic(
      code: "empty-value", "No value was given", detail: "The value that was typed, or that stdin holds, is empty.",
      hint: "Nothing was changed. If a command before a pipe was to give the value, look whether it failed."))

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
    guard !bytes.isEmpty else { throw Self.empty }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DiagnosticError(
        Diagnostic(
          code: "not-text", "The value is not text", detail: "Stdin is not valid UTF-8.",
          hint: "Encode binary values first: base64 < file | cofre …"))
    }
    return Sensitive(text)
  }
}
