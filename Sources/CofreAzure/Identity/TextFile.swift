import CofreProvider
import Glibc

/// Small files that hold a credential.
enum TextFile {
  /// The text of a file without white space around it; throws ``ProviderError`` of code `notConfigured`.
  static func read(_ path: String, maximumByteCount: Int) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: maximumByteCount + 1)
    var count = 0
    while count < bytes.count {
      let received = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if received < 0, errno == EINTR { continue }
      guard received >= 0 else { throw unreadable(path, String(cString: strerror(errno))) }
      if received == 0 { break }
      count += received
    }
    guard count <= maximumByteCount else { throw unreadable(path, "it is too long") }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  private static func unreadable(_ path: String, _ reason: String) -> ProviderError {
    ProviderError(.notConfigured, "The file \(path) with a credential for Azure cannot be read: \(reason).")
  }
}
