import CofreJSON
import CofreModel
import Glibc

/// The lock of one stack: `flock` on a file that says who holds it.
///
/// The kernel gives the lock back when its process ends, however that happens; so a lock is never stale. What the file
/// says is only for people.
final class FileLock: Sendable {
  private let file: FileDescriptor

  /// Takes the lock or throws, at once, naming the holder.
  init(_ paths: StatePaths, holder: LockHolder) throws {
    while true {
      let file = try FileDescriptor(paths.lock, O_RDWR | O_CREAT | O_NOFOLLOW, orFail: "could not be opened")
      var status: Int32
      repeat { status = flock(file.number, LOCK_EX | LOCK_NB) } while status != 0 && errno == EINTR
      guard status == 0 else {
        guard errno == EWOULDBLOCK else { throw FileError("could not be locked", paths.lock) }
        throw DiagnosticError.locked(paths.stack, by: Self.holder(in: paths.lock), here: holder.host)
      }
      // Whoever held the lock before may have removed the file while we waited for it to open.
      guard file.isStillNamed else { continue }
      guard ftruncate(file.number, 0) == 0 else { throw FileError("could not be written", paths.lock) }
      try file.write(Self.encode(holder))
      self.file = file
      return
    }
  }

  /// Removes the lock's file; only for a stack that is being removed.
  func removeFile() throws { try Files.remove(file.path) }

  deinit { ftruncate(file.number, 0) }

  private static func encode(_ holder: LockHolder) -> [UInt8] {
    JSON.object([
      "pid": .integer(Int64(holder.processID)), "host": .string(holder.host), "command": .string(holder.command),
      "since": .integer(holder.since),
    ]).serialized() + [10]
  }

  private static func holder(in path: String) -> LockHolder? {
    guard let bytes = try? Files.read(path), let json = try? JSON.parse(bytes),
      let process = json["pid"]?.integerValue.flatMap(Int32.init(exactly:)), let host = json["host"]?.stringValue,
      let command = json["command"]?.stringValue, let since = json["since"]?.integerValue
    else { return nil }
    return LockHolder(processID: process, host: host, command: command, since: since)
  }
}

extension FileDescriptor {
  /// Whether its path still leads to this very file.
  fileprivate var isStillNamed: Bool {
    var own = stat()
    var named = stat()
    return fstat(number, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
      && own.st_dev == named.st_dev
  }
}
