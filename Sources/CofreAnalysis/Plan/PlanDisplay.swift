/// Where a plan is shown in an editor.
///
/// Some editors put lenses on the same line as hints, others above it: where both are shown, neither repeats the other.
package enum PlanDisplay: Sendable, Equatable {
  /// Hints say what becomes of resources, lenses what takes a line of its own.
  case both
  /// Hints say all, also what stands above the script otherwise.
  case hints
  /// Lenses say all.
  case lenses
}
