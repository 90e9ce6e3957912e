package import CofreModel

/// Where the states of a project's stacks are kept.
package protocol StateBackend: Sendable {
  /// The names of the stacks that have a state, sorted.
  func stacks() async throws -> [String]

  /// The snapshot of a stack, or nil when it has no state.
  ///
  /// Takes no lock and writes nothing; while another process changes the stack, it is the state of one moment.
  func read(_ stack: String) async throws -> Snapshot?

  /// Takes the stack's lock and reads its snapshot; a stack without a state gets one with the first record.
  ///
  /// Throws when another process holds the lock, naming it. The caller must call ``StateSession/close()``.
  func open(_ stack: String, holder: LockHolder) async throws -> any StateSession

  /// Makes an empty state; throws when the stack has one.
  func create(_ stack: String, holder: LockHolder) async throws

  /// Removes the stack's state and its backups.
  ///
  /// Throws when the stack has none, or when it still has resources and `force` is not given.
  func remove(_ stack: String, holder: LockHolder, force: Bool) async throws
}

/// A stack's state, open for one operation, under its lock.
package protocol StateSession: StateRecorder, AnyObject {
  /// The state after everything recorded so far.
  ///
  /// Costs time linear in the number of resources when something was recorded since the last call.
  var snapshot: Snapshot { get }

  /// Writes the checkpoint if anything was recorded, and releases the lock.
  ///
  /// When it throws, what was recorded is still in the journal and the lock is released all the same.
  func close() async throws
}
