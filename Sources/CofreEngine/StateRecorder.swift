package import CofreModel

/// Makes each change of state durable: what the engine knows of storage.
package protocol StateRecorder: Sendable {
  /// Records that a call is about to be made; returns when the record is durable.
  func begin(_ operation: PendingOperation) async throws

  /// Records what a step changed; returns when the record is durable.
  func record(_ changes: [StateChange]) async throws
}
