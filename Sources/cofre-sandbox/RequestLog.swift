import CofreJSON
import Glibc

/// One line of JSON a request on standard error: method, path, status and time, and nothing that could be a secret.
struct RequestLog: Sendable {
  func write(method: String, path: String, status: Int, took: Duration) {
    let milliseconds = Double(took.components.seconds) * 1000 + Double(took.components.attoseconds) / 1e15
    let line: JSON = [
      "method": .string(method), "path": .string(path), "status": .integer(Int64(status)),
      "milliseconds": .number((milliseconds * 1000).rounded() / 1000),
    ]
    ReadyLine.put(line.text() + "\n", STDERR_FILENO)
  }
}
