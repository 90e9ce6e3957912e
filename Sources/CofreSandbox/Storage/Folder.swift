import Glibc

/// A folder that only its owner may enter, and the files in it.
package struct Folder: Sendable {
  package let path: String

  /// Opens a folder, making it (mode 0700) when it is not there; the path becomes absolute.
  package init(path: String) throws {
    var built = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      built += "/\(part)"
      if mkdir(built, 0o700) != 0, errno != EEXIST { throw SandboxError.system("Cannot make the folder", built) }
    }
    // Clients in other folders are told where files are, so the path must be absolute.
    guard let resolved = realpath(path, nil) else { throw SandboxError.system("Cannot open the folder", path) }
    defer { free(resolved) }
    self.path = String(cString: resolved)
  }

  /// Makes a folder with a new name below the system's folder for temporary files.
  package static func temporary() throws -> Folder {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/cofre-sandbox-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SandboxError.system("Cannot make a folder in", base) }
    return try Folder(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// The bytes of a file, or nil when there is none.
  package func read(_ name: String) throws -> [UInt8]? {
    let descriptor = open(path(of: name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw SandboxError.system("Cannot open", path(of: name))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SandboxError.system("Cannot read", path(of: name)) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Replaces a file (mode 0600) so that at no moment a part of it can be seen.
  package func write(_ bytes: [UInt8], to name: String) throws {
    let temporary = path(of: "\(name).new")
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SandboxError.system("Cannot write", temporary) }
    defer { close(descriptor) }
    try Self.writeAll(bytes, to: descriptor, path: temporary)
    guard fsync(descriptor) == 0, rename(temporary, path(of: name)) == 0 else {
      throw SandboxError.system("Cannot replace", path(of: name))
    }
  }

  /// Removes the folder with the files in it; it has no folders of its own.
  package func remove() {
    if let listing = opendir(path) {
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { unlink(path(of: name)) }
      }
      closedir(listing)
    }
    rmdir(path)
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SandboxError.system("Cannot write", path) }
      written += count
    }
  }
}
