/// One change of a stack's snapshot: what the engine tells the state after, or just before, a call to a cloud.
///
/// Changes are total: one about something that is not there changes nothing, so that replaying can never fail.
package enum StateChange: Sendable, Equatable {
  /// A call is about to be made; told, and durable, before the call.
  case begin(PendingOperation)
  /// What ``begin(_:)`` announced has come to an end, well or badly; what became of it are the other changes beside
  /// this one.
  case end(operationID: String)
  /// The resource is now like this: created, updated, read, imported, or the same with other options or dependencies.
  ///
  /// It takes the place of the live state of its URN. One that is pending delete takes the place of the state pending
  /// delete with its URN and ID.
  case put(ResourceState)
  /// The live state of this URN was replaced and waits for its deletion; the URN is free for a new live state.
  case markPendingDelete(URN)
  /// The live state of this URN is gone.
  case remove(URN)
  /// The state pending delete with this URN and ID is gone.
  case removePendingDelete(URN, id: String)
  /// The stack's exports, sealed, in place of all former ones.
  case setExports([String: Value])
  /// A new ``Snapshot/nameSeed``, beside the removal of a resource whose name may have been made up.
  case setNameSeed(String)
  /// Whether the resources are in the sandbox; see ``Snapshot/isSandboxed``.
  case setSandboxed(Bool)
}
