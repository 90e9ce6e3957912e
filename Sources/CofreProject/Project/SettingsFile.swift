import CofreModel
import CofreState
import Glibc

/// Reads and writes settings files, with errors for users.
enum SettingsFile {
  /// The bytes, or nil when there is no such file; `shownAs` is how the user knows it.
  static func read(_ path: String, shownAs name: String) throws -> [UInt8]? {
    do {
      return try Files.read(path)
    } catch  where error.code == ENOTDIR {
      return nil
    } catch {
      throw failure(error, name)
    }
  }

  /// Puts `bytes` in the place of `expected` in a file, keeping its permissions.
  ///
  /// Throws, and changes nothing, when the file does not hold `expected` any more: someone else has changed it. Two
  /// processes of ours are kept apart by a lock in the project's data folder.
  static func replace(
    _ path: String, shownAs name: String, expecting expected: [UInt8]?, with bytes: [UInt8], projectFolder: String
  ) throws {
    do {
      try DataFolder.make(in: projectFolder)
      let lock = open("\(DataFolder.path(in: projectFolder))/settings.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard lock >= 0 else { throw FileError("could not be locked", path) }
      defer { close(lock) }
      while flock(lock, LOCK_EX) != 0 {
        guard errno == EINTR else { throw FileError("could not be locked", path) }
      }
      guard try Files.read(path) == expected else {
        throw DiagnosticError(
          Diagnostic(
            code: "settings-changed", "File changed meanwhile",
            detail: "The file '\(name)' was changed by someone else after it had been read; nothing was written.",
            hint: "Run the command again."))
      }
      // A link stays a link.
      let target = resolved(path)
      let mode = Files.mode(of: target).map { $0 & 0o7777 }
      try Files.replace(target, with: bytes, mode: mode, temporaryPath: "\(target).tmp")
    } catch let error as FileError {
      throw failure(error, name)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func failure(_ error: FileError, _ name: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "settings-file", "File not accessible",
        detail: "The file '\(name)' \(error.action): \(error.reason)."))
  }
}
