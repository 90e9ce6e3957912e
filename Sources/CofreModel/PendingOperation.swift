/// A call that was begun and whose end was not recorded: what a killed run leaves behind.
///
/// The next command that changes the stack reads the cloud to learn what became of it.
package struct PendingOperation: Sendable, Equatable {
  package enum Kind: String, Sendable { case create, update, delete }

  package var kind: Kind
  package var urn: URN
  /// The state as it was to be (create) or was before the call (update, delete); sealed.
  ///
  /// Of a create the `id` is empty.
  package var state: ResourceState
  /// The idempotency token that was sent with the call.
  package var operationID: String

  package init(kind: Kind, urn: URN, state: ResourceState, operationID: String) {
    self.kind = kind
    self.urn = urn
    self.state = state
    self.operationID = operationID
  }
}
