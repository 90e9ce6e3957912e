/// Where the engine writes down what it does, so that a crash loses nothing.
package protocol StateRecorder: Sendable {
  /// Records changes that belong together: after a crash either all of them are there or none.
  ///
  /// Returns once they are durable. Calls may overlap and then share the cost of becoming durable; they take effect in
  /// the order in which they were made. Throws when a value is not sealed, and then records nothing, or when the
  /// changes cannot be made durable; the caller then starts no further calls to a cloud.
  ///
  /// A step is two records: `[.begin(operation)]` before the call, then `[.end(operationID:), …]` with its effect.
  /// A replacement that creates first puts `.markPendingDelete(urn)` before `.put(new)` in the second one.
  func record(_ changes: [StateChange]) async throws
}
