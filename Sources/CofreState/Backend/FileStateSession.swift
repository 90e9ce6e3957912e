import CofreJSON
package import CofreModel
import Synchronization

/// A stack's state in files, open for one operation.
///
/// Records become durable in groups: while one group is being written, the next gathers.
package final class FileStateSession: StateSession {
  private let coder: FormatV1.Coder
  private let journalPath: String
  /// All that blocks is done here.
  private let thread: SerialThread
  private let writer: StateWriter
  private let state: Mutex<State>

  private struct State {
    var editor: SnapshotEditor
    /// The editor's snapshot, when it has been asked for and nothing was recorded since.
    var snapshot: Snapshot?
    /// Framed records that wait for the thread, and who waits for them.
    var frames: [UInt8] = []
    var waiters: [CheckedContinuation<Void, any Error>] = []
    /// How many bytes of the journal are known to be durable.
    var durableCount = 0
    var isWriting = false
    var hasRecords = false
    var isClosed = false
    var failure: DiagnosticError?
    var lock: FileLock?
  }

  init(
    reference: StackReference, snapshot: Snapshot, writer: StateWriter, lock: FileLock,
    thread: SerialThread, journalPath: String
  ) {
    coder = FormatV1.Coder(reference)
    self.writer = writer
    self.thread = thread
    self.journalPath = journalPath
    state = Mutex(State(editor: SnapshotEditor(snapshot), snapshot: snapshot, lock: lock))
  }

  package var snapshot: Snapshot {
    state.withLock { state in
      if let snapshot = state.snapshot { return snapshot }
      let snapshot = state.editor.snapshot
      state.snapshot = snapshot
      return snapshot
    }
  }

  package func record(_ changes: [StateChange]) async throws {
    guard !changes.isEmpty else { return }
    let payload: [UInt8]
    do { payload = try coder.encode(changes).serialized() } catch { throw DiagnosticError.unwritable(error) }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      enum Next { case refuse(DiagnosticError), wait, write }
      let next: Next = state.withLock { state in
        if let failure = state.failure { return .refuse(failure) }
        if state.isClosed { return .refuse(.sessionClosed) }
        for change in changes { state.editor.apply(change) }
        state.snapshot = nil
        state.hasRecords = true
        JournalFrame.append(payload, durableCount: UInt64(state.durableCount), to: &state.frames)
        state.waiters.append(continuation)
        defer { state.isWriting = true }
        return state.isWriting ? .wait : .write
      }
      switch next {
      case .refuse(let error): continuation.resume(throwing: error)
      case .wait: break
      case .write: thread.perform { self.writeGroups() }
      }
    }
  }

  /// Writes what has gathered until nothing has; runs on the thread.
  private func writeGroups() {
    while true {
      let group = state.withLock { state -> (frames: [UInt8], waiters: [CheckedContinuation<Void, any Error>])? in
        guard !state.waiters.isEmpty else {
          state.isWriting = false
          return nil
        }
        defer { (state.frames, state.waiters) = ([], []) }
        return (state.frames, state.waiters)
      }
      guard let group else { return }
      do {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        let durableCount = try writer.append(group.frames)
        state.withLock { $0.durableCount = durableCount }
        for waiter in group.waiters { waiter.resume() }
      } catch {
        let failure = Self.diagnostic(error, "The change could not be recorded; no further ones are made.")
        // After a write that failed the journal's end is unknown, so nothing more may follow it.
        state.withLock { $0.failure = failure }
        for waiter in group.waiters { waiter.resume(throwing: failure) }
      }
    }
  }

  package func close() async throws {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return }
    try await thread.run { [self] in
      defer { state.withLock { $0.lock = nil } }
      guard state.withLock({ $0.hasRecords }) else { return }
      do {
        try writer.writeCheckpoint(snapshot)
      } catch {
        throw Self.diagnostic(
          error,
          "The checkpoint could not be written. What was recorded is kept in the journal '\(journalPath)', which the next "
            + "command reads.")
      }
    }
  }

  private static func diagnostic(_ error: any Error, _ consequence: String) -> DiagnosticError {
    switch error {
    case let error as DiagnosticError: return error
    case let error as FileError: return .fileFailure(error, consequence)
    case let error as FormatError: return .unwritable(error)
    default: return DiagnosticError(Diagnostic(code: "state-file", "State not written", detail: consequence))
    }
  }
}
