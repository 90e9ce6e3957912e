import CofreModel
import CofreProvider
import CofreSchema

/// A goal with what is to be done about it.
struct PlannedGoal: Sendable {
  var step: Step
  var goal: Goal
  var type: ResourceType
  /// Nil for a provider resource, which has nothing in any cloud.
  var lifecycle: (any ResourceLifecycle)?
  /// Checked inputs, sensitive leaves boxed.
  var inputs: [String: Value]
  var sealedInputs: [String: Value]
  /// The live state, if there is one.
  var prior: ResourceState?
  /// Of a replacement that deletes first: the states that must go before the old one, in order of deletion.
  var dependents: [ResourceState] = []
}
