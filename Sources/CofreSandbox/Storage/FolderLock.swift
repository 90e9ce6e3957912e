import Glibc

/// Keeps a folder for one process, as long as this object lives or the process does.
final class FolderLock {
  private let descriptor: Int32

  /// Throws ``SandboxError`` when another process has the folder.
  init(_ folder: Folder) throws {
    descriptor = open(folder.path(of: "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SandboxError.system("Cannot open", folder.path(of: "lock")) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw SandboxError(
        message: "Another sandbox uses the folder \(folder.path). Stop it, or name another folder.")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
