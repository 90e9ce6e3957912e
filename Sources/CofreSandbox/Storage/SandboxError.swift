import Glibc

/// Why the sandbox cannot run, as a full sentence.
package struct SandboxError: Error, Sendable, CustomStringConvertible {
  package var message: String

  package init(message: String) { self.message = message }

  package var description: String { message }

  static func system(_ what: String, _ path: String) -> SandboxError {
    SandboxError(message: "\(what) \(path): \(String(cString: strerror(errno))).")
  }
}
