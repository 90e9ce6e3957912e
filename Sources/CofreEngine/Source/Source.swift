package import CofreModel

/// Where the desired resources come from.
///
/// The engine calls ``start()`` once, then ``resolve(_:)`` after each batch of resources is done, until nothing is in
/// flight and nothing new was asked for, then ``finish()`` once.
package protocol Source: Sendable {
  /// The goals whose inputs are settled before anything has been made.
  func start() async throws -> [Goal]

  /// Takes what became of goals and gives those that are settled by it, in the order of their declaration.
  func resolve(_ resolutions: [Resolution]) async throws -> [Goal]

  func finish() async throws -> SourceResult
}

package struct SourceResult: Sendable {
  package var exports: [String: Value]
  /// Goals that were declared and never settled, and what they wait for.
  package var blocked: [BlockedGoal]
  package var warnings: [Diagnostic]

  package init(exports: [String: Value] = [:], blocked: [BlockedGoal] = [], warnings: [Diagnostic] = []) {
    self.exports = exports
    self.blocked = blocked
    self.warnings = warnings
  }
}

package struct BlockedGoal: Sendable {
  package var urn: URN
  package var location: SourceLocation?
  package var waitingFor: [URN]

  package init(urn: URN, location: SourceLocation? = nil, waitingFor: [URN]) {
    self.urn = urn
    self.location = location
    self.waitingFor = waitingFor
  }
}
