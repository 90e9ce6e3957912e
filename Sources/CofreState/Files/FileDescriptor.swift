import Glibc

/// An open file, closed when the last reference goes.
final class FileDescriptor: Sendable {
  let number: Int32
  let path: String

  /// Opens the file; it is never inherited by a child process.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0o600, orFail action: String) throws(FileError) {
    var number: Int32
    repeat { number = open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    guard number >= 0 else { throw FileError(action, path) }
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  func write(_ bytes: [UInt8]) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(number, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError("could not be written", path) }
      offset += count
    }
  }

  func readAll() throws(FileError) -> [UInt8] {
    var information = stat()
    guard fstat(number, &information) == 0 else { throw FileError("could not be read", path) }
    guard information.st_mode & S_IFMT != S_IFDIR else { throw FileError("could not be read", path, code: EISDIR) }
    var bytes: [UInt8] = []
    var wanted = max(Int(information.st_size), 0) + 1
    while true {
      let start = bytes.count
      var result = 0
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      repeat {
        result = bytes.withUnsafeMutableBytes { read(number, $0.baseAddress?.advanced(by: start), wanted) }
      } while result < 0 && errno == EINTR
      guard result >= 0 else { throw FileError("could not be read", path) }
      bytes.removeLast(wanted - result)
      if result == 0 { return bytes }
      wanted = 64 * 1024
    }
  }

  /// Makes data and metadata durable.
  func synchronize() throws(FileError) {
    guard fsync(number) == 0 else { throw FileError("could not be written to the disk", path) }
  }

  /// Makes the data durable, and of the metadata only what is needed to read it.
  func synchronizeData() throws(FileError) {
    guard fdatasync(number) == 0 else { throw FileError("could not be written to the disk", path) }
  }
}
