import Glibc

/// A system call on a file that failed.
package struct FileError: Error, Sendable, Equatable {
  /// What was to be done, as in "could not be written".
  package var action: String
  package var path: String
  /// The value of `errno`.
  package var code: Int32

  package init(_ action: String, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's words for it, such as "No space left on device".
  package var reason: String { String(cString: strerror(code)) }
}
