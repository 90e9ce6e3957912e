import CofreModel
import Glibc

/// What lies on the disk for one stack: its checkpoint and the changes since.
struct StoredState {
  var checkpoint: Checkpoint
  /// The snapshot with the journal replayed.
  var snapshot: Snapshot
  /// What is to be done with the journal that is there.
  var journal: JournalFate

  enum JournalFate {
    /// There is none.
    case none
    /// It has no record that the checkpoint lacks.
    case consumed
    /// The snapshot holds its records; the checkpoint does not.
    case replayed
    /// It continues another checkpoint, one that is not older: someone has put a backup in place.
    case foreign(Journal.Header)
  }
}

/// Reads the files of one stack, changes none.
struct StateReader {
  let paths: StatePaths
  let reference: StackReference

  /// The state, or nil when there is none; the caller holds the lock.
  func read() throws -> StoredState? {
    let checkpoint = try readCheckpoint()
    let journalBytes = try Files.read(paths.journal)
    return try combine(checkpoint, journalBytes)
  }

  /// The state of one moment, although another process may be writing.
  ///
  /// A journal belongs to the checkpoint that was there before and after it was read. Each new try means that another
  /// operation has ended meanwhile, so that this ends.
  func readWithoutLock() throws -> StoredState? {
    while true {
      let before = fileIdentity()
      let checkpoint = try readCheckpoint()
      let journalBytes = try Files.read(paths.journal)
      if before == fileIdentity() { return try combine(checkpoint, journalBytes) }
    }
  }

  private func readCheckpoint() throws -> Checkpoint? {
    guard let bytes = try Files.read(paths.checkpoint) else { return nil }
    let checkpoint: Checkpoint
    do {
      checkpoint = try CheckpointFormat.decode(bytes)
    } catch {
      throw DiagnosticError.unreadable("checkpoint", paths.checkpoint, error, backup: newestBackup)
    }
    guard checkpoint.reference == reference else {
      throw DiagnosticError.foreign(paths.checkpoint, found: checkpoint.reference, wanted: reference)
    }
    return checkpoint
  }

  private func combine(_ checkpoint: Checkpoint?, _ journalBytes: [UInt8]?) throws -> StoredState? {
    var journal: Journal?
    do {
      if let journalBytes { journal = try Journal(parsing: journalBytes) }
    } catch {
      throw DiagnosticError.unreadable("journal", paths.journal, error, backup: nil)
    }
    guard let checkpoint else {
      guard journal?.header == nil else {
        throw DiagnosticError.checkpointMissing(paths.checkpoint, journal: paths.journal, backup: newestBackup)
      }
      return nil
    }
    var stored = StoredState(checkpoint: checkpoint, snapshot: checkpoint.snapshot, journal: .none)
    if let journal {
      if let header = journal.header, header.checkpointID != checkpoint.id {
        stored.journal = header.checkpointSerial < checkpoint.serial ? .consumed : .foreign(header)
      } else if journal.records.isEmpty {
        stored.journal = .consumed
      } else {
        stored.snapshot = checkpoint.snapshot.applying(journal.records.joined())
        stored.journal = .replayed
      }
    }
    let errors = stored.snapshot.integrityErrors()
    guard errors.isEmpty else { throw DiagnosticError.unsound(paths.checkpoint, errors) }
    return stored
  }

  private var newestBackup: String? { CheckpointHistory(paths: paths).newestSound() }

  private func fileIdentity() -> [Int] {
    var information = stat()
    guard stat(paths.checkpoint, &information) == 0 else { return [] }
    return [
      Int(information.st_ino), Int(information.st_size), information.st_mtim.tv_sec, information.st_mtim.tv_nsec,
    ]
  }
}
