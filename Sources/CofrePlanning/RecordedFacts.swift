import CofreAnalysis
import CofreEngine
import CofreModel
import CofreProvider
import CofreSchema

/// What state says of the resources that steps are about.
struct RecordedFacts {
  /// How many outputs of a resource are told.
  private static let maximumOutputs = 20

  private let byURN: [URN: ResourceState]
  private let factory: any ProviderFactory

  init(_ snapshot: Snapshot, factory: any ProviderFactory) {
    let live = snapshot.resources.filter { !$0.isPendingDelete }
    byURN = Dictionary(live.map { ($0.urn, $0) }, uniquingKeysWith: { first, _ in first })
    self.factory = factory
  }

  func resource(_ operation: ProjectPlan.Operation, _ step: Step) -> ProjectPlan.Resource {
    var resource = ProjectPlan.Resource(
      operation, type: step.urn.type, name: step.urn.name, place: step.location)
    let type = factory.resourceType(step.urn.type)
    resource.deletesFirst = step.deletesFirst
    resource.tombstone = step.tombstone
    if operation == .update || operation == .replace {
      resource.changes = changes(step, isProvider: type?.isProvider == true)
      // A provider's secrets are compared without a life cycle.
      if type?.isProvider == true, resource.changes.isEmpty { resource.operation = .same }
    }
    guard operation != .create, let state = byURN[step.urn] ?? sameObject(step) else { return resource }
    resource.id = state.id
    resource.isProtected = state.options.protect
    resource.incompleteReasons = state.incompleteReasons
    for (name, value) in state.outputs.sorted(by: { $0.key < $1.key })
    where resource.outputs.count < Self.maximumOutputs {
      guard type?.output(name)?.isSensitive != true, !state.options.additionalSecretOutputs.contains(name),
        let text = PlainText.text(value)
      else { continue }
      resource.outputs[name] = text
    }
    return resource
  }

  /// The state under a former name.
  private func sameObject(_ step: Step) -> ResourceState? {
    guard !step.id.isEmpty else { return nil }
    return byURN.values.first { $0.id == step.id && $0.urn.type == step.urn.type }
  }

  private func changes(_ step: Step, isProvider: Bool) -> [ProjectPlan.Change] {
    step.diff.changes.filter { change in
      guard isProvider, change.new?.isUnknown == true, change.old?.containsSensitive == true else { return true }
      return false
    }.map { ProjectPlan.Change($0.path, replaces: $0.requiresReplacement) }
  }
}
