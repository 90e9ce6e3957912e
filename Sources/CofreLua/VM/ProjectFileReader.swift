import CofreModel
import Glibc

/// Reads the files of a project, and nothing outside of it.
package struct ProjectFileReader: Sendable {
  private let root: String
  private static let maximumBytes = 16 << 20

  /// Throws when the folder does not exist.
  package init(root: String) throws {
    guard let resolved = realpath(root, nil) else {
      throw DiagnosticError(
        Diagnostic(
          code: "unreadable-project", "Project cannot be read",
          detail: "The project folder \(root) cannot be opened: \(String(cString: strerror(errno)))."))
    }
    self.root = String(cString: resolved)
    free(resolved)
  }

  /// The bytes of a file by its path relative to the root; nil when there is none.
  ///
  /// Throws for a path that leads outside, by `..` or by a symbolic link, for what is no regular file and for one that
  /// is too large to be a script.
  package func read(_ path: String) throws -> [UInt8]? {
    guard !path.utf8.contains(0), let resolved = realpath("\(root)/\(path)", nil) else { return nil }
    defer { free(resolved) }
    guard String(cString: resolved).hasPrefix(root == "/" ? "/" : "\(root)/") else {
      throw unreadable(path, "it leads outside of the project's folder")
    }
    let descriptor = open(resolved, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw unreadable(path, "it is no regular file")
    }
    guard status.st_size <= Self.maximumBytes else { throw unreadable(path, "it is larger than 16 MiB") }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.maximumBytes {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw unreadable(path, String(cString: strerror(errno)))
      }
      bytes += chunk[..<count]
    }
    throw unreadable(path, "it is larger than 16 MiB")
  }

  private func unreadable(_ path: String, _ reason: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "unreadable-file", "File cannot be read", detail: "\(path) cannot be read: \(reason).",
        hint: nil, location: nil))
  }
}
