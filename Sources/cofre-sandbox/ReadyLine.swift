import CofreJSON
import CofreSandbox
import Glibc

/// The one line on standard output that says where the sandbox is.
enum ReadyLine {
  static func write(endpoints: Endpoints, environment: Environment) throws {
    let line: JSON = [
      "formatVersion": 1, "http": .string(endpoints.http), "https": .string(endpoints.https),
      "environment": environment.json,
    ]
    put(line.text() + "\n", STDOUT_FILENO)
  }

  /// Ends the process with a message.
  static func fail(_ message: String) -> Never {
    put("cofre-sandbox: \(message)\n", STDERR_FILENO)
    exit(1)
  }

  static func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      written += max(count, 0)
    }
  }
}
