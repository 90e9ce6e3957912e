package import CofreModel

/// What a stack program has come to.
package struct StackProgramResult: Sendable {
  /// The exported values by name; what is not known, because of a preview or of a blocked resource, is unknown.
  package var exports: [String: Value]
  /// The goals that were never returned, in the order of their declarations.
  package var blocked: [BlockedGoal]
  package var warnings: [Diagnostic]

  package struct BlockedGoal: Sendable, Equatable {
    package var urn: URN
    /// The resources without outputs that it needs, sorted.
    package var waitingOn: [URN]
  }
}
