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
  /// The live state, if there is one; under an alias it has another URN than the goal.
  var prior: ResourceState?
  /// States that must be deleted before anything is made, in that order: the dependents of what is deleted before it is
  /// replaced, and what was replaced earlier and still holds the name.
  var goingFirst: [ResourceState] = []

  /// The state that the goal leads to.
  func state(id: String, outputs: [String: Value]) -> ResourceState {
    ResourceState(
      urn: goal.urn, id: id, inputs: sealedInputs, outputs: outputs, options: goal.options,
      dependencies: goal.dependencies, propertyDependencies: goal.propertyDependencies, location: goal.location)
  }

  /// The change that takes the prior state's URN away when the goal has another one.
  var renaming: [StateChange] {
    guard let prior, prior.urn != goal.urn else { return [] }
    return [.remove(prior.urn)]
  }

  /// What a preview lets the rest of the script see of the resource.
  func previewOutputs(_ sealer: any Sealer) -> [String: Value] {
    guard let prior, step.kind == .same || step.kind == .update else {
      if lifecycle == nil { return inputs.merging(["id": .string(goal.urn.name)]) { _, id in id } }
      return OutputPreview.ofCreate(type, inputs: inputs)
    }
    let recorded = (try? sealer.openOutputs(prior.outputs, urn: prior.urn)) ?? prior.outputs
    let outputs =
      step.kind == .same
      ? OutputPreview.merge(recorded, over: inputs, preferring: .outputs)
      : OutputPreview.ofUpdate(type, inputs: inputs, recorded: recorded)
    return outputs.merging(["id": .string(prior.id)]) { _, id in id }
  }
}
