import CofreState
import Glibc

/// Standard input and output as an editor talks over them.
///
/// Input is read on the calling thread, which sleeps in the system until there is some; output is written on a thread of
/// its own, so that an editor that reads slowly holds up nothing else.
final class EditorStreams: Sendable {
  private let writer: SerialThread

  init() throws {
    writer = try SerialThread()
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sends bytes after all those sent before; returns at once.
  func send(_ bytes: [UInt8]) {
    writer.perform { Self.write(bytes) }
  }

  /// Ends the process after everything sent before has been written.
  func finish(_ code: ExitCode) {
    writer.perform { exitProcess(code) }
  }

  /// Sleeps until another thread ends the process.
  func waitForExit() -> Never {
    while true { pause() }
  }

  /// Hands over what is read, piece by piece, until the editor closes its end.
  func readUntilEnd(_ take: (Span<UInt8>) -> Void) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      take(chunk.span.extracting(first: count))
    }
  }

  private static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          // The editor is gone, and with it everybody who could be told.
          exitProcess(.failed)
        }
      }
    }
  }
}
