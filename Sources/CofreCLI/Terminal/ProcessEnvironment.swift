import Glibc

/// The variables that the process was started with.
enum ProcessEnvironment {
  static let variables: [String: String] = {
    var result: [String: String] = [:]
    for entry in (FileReader.read("/proc/self/environ") ?? []).split(separator: 0) {
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: entry[..<equals], as: UTF8.self)
      if result[name] == nil { result[name] = String(decoding: entry[entry.index(after: equals)...], as: UTF8.self) }
    }
    return result
  }()
}

/// Whole files.
enum FileReader {
  /// The bytes of a file, or nil when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return readAll(descriptor)
  }

  /// What can be read from an open file to its end.
  static func readAll(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
