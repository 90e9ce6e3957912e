package import Glibc

/// The few things that we do with whole files.
package enum Files {
  /// The contents of a file, or nil when there is none.
  package static func read(_ path: String) throws(FileError) -> [UInt8]? {
    do {
      return try FileDescriptor(path, O_RDONLY, orFail: "could not be read").readAll()
    } catch  where error.code == ENOENT {
      return nil
    }
  }

  /// Puts a file in the place of another so that at any moment, crash or not, either the old or the new one is there.
  ///
  /// The new one lies at `temporaryPath`, in the same folder, until it is complete. Durable on return. Without a mode it
  /// gets what the umask leaves of read and write for all.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t?, temporaryPath: String
  ) throws(FileError) {
    do throws(FileError) {
      unlink(temporaryPath)
      let file = try FileDescriptor(
        temporaryPath, O_WRONLY | O_CREAT | O_EXCL, mode: mode ?? 0o666, orFail: "could not be written")
      // The umask may have taken bits away.
      if let mode, fchmod(file.number, mode) != 0 { throw FileError("could not be written", temporaryPath) }
      try file.write(bytes)
      try file.synchronize()
      guard rename(temporaryPath, path) == 0 else { throw FileError("could not be written", path) }
    } catch {
      unlink(temporaryPath)
      throw error
    }
    try synchronizeFolder(of: path)
  }

  /// Makes the names in a file's folder durable.
  package static func synchronizeFolder(of path: String) throws(FileError) {
    try FileDescriptor(folder(of: path), O_RDONLY | O_DIRECTORY, orFail: "could not be opened").synchronize()
  }

  /// Makes a folder that only its owner may enter, and those above it; one that is there stays as it is.
  package static func makePrivateFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) == 0 { return }
    switch errno {
    case EEXIST: return
    case ENOENT where folder(of: path) != path:
      try makePrivateFolder(folder(of: path))
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileError("could not be made", path) }
    default: throw FileError("could not be made", path)
    }
  }

  /// The names in a folder, sorted; none when there is no such folder.
  package static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw FileError("could not be read", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file; whether it was there.
  @discardableResult
  package static func remove(_ path: String) throws(FileError) -> Bool {
    if unlink(path) == 0 { return true }
    if errno == ENOENT { return false }
    throw FileError("could not be removed", path)
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFDIR } ?? false }

  /// Type and permissions, or nil when there is nothing.
  package static func mode(of path: String) -> mode_t? {
    var information = stat()
    return stat(path, &information) == 0 ? information.st_mode : nil
  }

  /// The folder that holds a file: what stands before the last `/`.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
