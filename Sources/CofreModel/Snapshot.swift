/// All states of a stack at one moment.
package struct Snapshot: Sendable, Equatable {
  /// Every resource after those it depends on.
  package var resources: [ResourceState]
  package var pendingOperations: [PendingOperation]
  /// The stack's exports, sealed.
  package var exports: [String: Value]
  /// Random, 32 hexadecimal digits: the names that Cofre makes up are derived from it.
  ///
  /// It is made with the stack's first snapshot and again with each removal of a resource that can have such a name, so
  /// that a removed name, which the cloud may still hold, is not asked for again.
  package var nameSeed: String
  /// Whether the resources are in the sandbox of the clouds, and not in the clouds.
  package var isSandboxed: Bool

  package init(
    resources: [ResourceState] = [], pendingOperations: [PendingOperation] = [], exports: [String: Value] = [:],
    nameSeed: String, isSandboxed: Bool = false
  ) {
    self.resources = resources
    self.pendingOperations = pendingOperations
    self.exports = exports
    self.nameSeed = nameSeed
    self.isSandboxed = isSandboxed
  }
}
