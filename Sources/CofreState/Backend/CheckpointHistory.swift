import Glibc

/// The last few checkpoints of a stack: hard links, so that keeping one costs no copy.
struct CheckpointHistory: Sendable {
  static let limit = 10

  let paths: StatePaths

  /// Keeps the checkpoint that is about to be replaced.
  func keep(serial: Int64) throws(FileError) {
    try Files.makePrivateFolder(paths.history)
    let path = self.path(serial)
    if link(paths.checkpoint, path) != 0, errno != EEXIST {
      // Not every file system has hard links.
      guard let bytes = try Files.read(paths.checkpoint) else { return }
      try Files.replace(path, with: bytes, mode: 0o600, temporaryPath: path + ".tmp")
    }
    for old in try serials().dropLast(Self.limit) { try Files.remove(self.path(old)) }
  }

  /// Puts a journal aside that belongs to another checkpoint but may hold what no checkpoint has.
  func keepJournal(_ header: Journal.Header) throws(FileError) {
    try Files.makePrivateFolder(paths.history)
    let path = "\(paths.history)/\(header.checkpointSerial)-\(header.checkpointID.prefix(8)).journal"
    guard rename(paths.journal, path) == 0 else { throw FileError("could not be moved", paths.journal) }
  }

  /// The newest backup that can be read.
  func newestSound() -> String? {
    let serials = (try? serials()) ?? []
    return serials.reversed().lazy.map(path).first { path in
      guard let bytes = try? Files.read(path) else { return false }
      return (try? CheckpointFormat.decode(bytes)) != nil
    }
  }

  func removeAll() throws(FileError) {
    for name in try Files.names(in: paths.history) { try Files.remove("\(paths.history)/\(name)") }
    guard rmdir(paths.history) == 0 || errno == ENOENT else {
      throw FileError("could not be removed", paths.history)
    }
  }

  /// The highest serial that is kept, or 0; after a backup was put back it may be beyond the checkpoint's own.
  func newestSerial() throws(FileError) -> Int64 { try serials().last ?? 0 }

  private func path(_ serial: Int64) -> String { "\(paths.history)/\(serial).json" }

  private func serials() throws(FileError) -> [Int64] {
    try Files.names(in: paths.history).compactMap { name in
      name.hasSuffix(".json") ? Int64(name.dropLast(".json".count)) : nil
    }.sorted()
  }
}
