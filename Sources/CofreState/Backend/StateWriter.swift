import CofreCrypto
import CofreJSON
import CofreModel
import Glibc

/// Writes the files of one stack; used on one thread, under the lock.
final class StateWriter: @unchecked Sendable {
  private let paths: StatePaths
  private let history: CheckpointHistory
  private var checkpoint: Checkpoint
  /// Whether the checkpoint is on the disk: that of a new stack gets there with the first record.
  private(set) var isStored: Bool
  private var journal: FileDescriptor?
  private var journalByteCount = 0

  init(_ paths: StatePaths, checkpoint: Checkpoint, isStored: Bool) {
    self.paths = paths
    history = CheckpointHistory(paths: paths)
    self.checkpoint = checkpoint
    self.isStored = isStored
  }

  /// Appends framed records to the journal, makes them durable and returns how many bytes of it now are.
  func append(_ frames: [UInt8]) throws -> Int {
    if journal == nil { try startJournal() }
    try journal?.write(frames)
    try journal?.synchronizeData()
    journalByteCount += frames.count
    return journalByteCount
  }

  private func startJournal() throws {
    if !isStored { try store(checkpoint) }
    let file = try FileDescriptor(
      paths.journal, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, orFail: "could not be made")
    var head: [UInt8] = []
    JournalFrame.append(
      FormatV1.encode(Journal.Header(continuing: checkpoint)).serialized(), durableCount: 0, to: &head)
    try file.write(head)
    try file.synchronize()
    try Files.synchronizeFolder(of: paths.journal)
    journal = file
    journalByteCount = head.count
  }

  /// Writes the snapshot as the next checkpoint, which makes the journal superfluous, and removes that.
  func writeCheckpoint(_ snapshot: Snapshot) throws {
    var next = checkpoint
    next.snapshot = snapshot
    if isStored {
      try history.keep(serial: checkpoint.serial)
      next.serial = max(checkpoint.serial, try history.newestSerial()) + 1
      next.id = Random.hex(bytes: 16)
    }
    try store(next)
    journal = nil
    try removeJournal()
  }

  func removeJournal() throws { try Files.remove(paths.journal) }

  func putJournalAside(_ header: Journal.Header) throws { try history.keepJournal(header) }

  private func store(_ next: Checkpoint) throws {
    try Files.replace(
      paths.checkpoint, with: CheckpointFormat.encode(next), mode: 0o600, temporaryPath: paths.temporaryCheckpoint)
    checkpoint = next
    isStored = true
  }
}
