/// A time in which nothing may change before something is done that nobody has asked for.
package enum Pause: Sendable {
  /// Before a document is looked at again for a client that does not ask for its diagnostics.
  case beforeDiagnostics
  /// Before the open documents are planned again.
  case beforePlan

  var duration: Duration {
    switch self {
    // Longer than the time between a change and the question for completion that goes with it, so that the two are not
    // slowed down by what the next key makes pointless.
    case .beforeDiagnostics: .milliseconds(10)
    case .beforePlan: .milliseconds(120)
    }
  }
}
