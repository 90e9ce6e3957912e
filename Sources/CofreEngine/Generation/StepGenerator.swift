import CofreModel
import CofreProvider
import CofreSchema

/// Decides what is to be done about one goal.
///
/// It is serial, makes no call and changes nothing but its own notes.
struct StepGenerator {
  let registry: ProviderRegistry
  let sealer: any Sealer
  let names: NameMaker

  /// What deciding takes from the run: the recorded states, and which of them are gone already.
  struct Context {
    var ledger: Ledger
    /// What a delete-before-replace of this run took with it.
    var formerState: (URN) -> ResourceState?
    /// Whether the goal of a URN is done.
    var isDone: (URN) -> Bool
    /// The goal of a URN or of a former one, if it is known already.
    var goal: (URN) -> Goal?
  }

  func plan(_ goal: Goal, in context: Context) throws -> PlannedGoal {
    let type = try registry.resourceType(goal.urn.type)
    let urns = [goal.urn] + goal.options.aliases
    let prior = urns.lazy.compactMap(context.ledger.state).first
    var inputs = type.prepare(goal.inputs)
    if type.isProvider { return try planProvider(goal, type, inputs, prior) }

    let given = inputs
    let held = urns.flatMap(context.ledger.pendingDelete)
    let former = prior == nil ? urns.lazy.compactMap(context.formerState).first : nil
    names.fillIn(
      &inputs, of: type, urn: goal.urn, keeping: prior?.inputs, replacing: former?.inputs, held: held)
    let lifecycle = try registry.lifecycle(for: goal.urn, options: goal.options, states: context.ledger.state)
    inputs = try check(inputs, goal, type, lifecycle, prior)
    var sealed = try sealer.sealInputs(inputs, urn: goal.urn)
    var plan = PlannedGoal(
      step: Step(former == nil ? .create : .replace, urn: goal.urn, location: goal.location), goal: goal, type: type,
      lifecycle: lifecycle, inputs: inputs, sealedInputs: sealed)
    let dependents = DependentReplacement(
      registry: registry, ledger: context.ledger, isDone: context.isDone, goal: context.goal)
    let holders = held.filter { NameMaker.namesCollide(given: given, recorded: $0.inputs, type: type) }
    guard let prior else {
      plan.goingFirst = try dependents.goingFirst(before: nil, holders: holders)
      if let former {
        try describe(&plan, replacing: former)
        return plan
      }
      plan.step.diff.changes = sealed.keys.sorted().map { name in
        PropertyChange(path: PropertyPath(name), old: nil, new: sealed[name], requiresReplacement: false)
      }
      return plan
    }

    // A digest is bound to its URN: what was recorded under an alias is compared under that.
    var comparable = prior.urn == goal.urn ? sealed : try sealer.sealInputs(inputs, urn: prior.urn)
    keepIgnored(&inputs, &sealed, goal.options.ignoreChanges, prior)
    keepIgnored(&inputs, &comparable, goal.options.ignoreChanges, prior)
    var diff = try lifecycle.diff(
      DiffRequest(
        urn: goal.urn, type: type, id: prior.id, oldInputs: prior.inputs, oldOutputs: prior.outputs,
        newInputs: comparable))
    diff.requireReplacement(on: goal.options.replaceOnChanges)
    plan.prior = prior
    plan.inputs = inputs
    plan.sealedInputs = sealed
    plan.step.id = prior.id
    plan.step.diff = diff
    if diff.requiresReplacement {
      var inputs = given
      names.fillIn(&inputs, of: type, urn: goal.urn, keeping: nil, replacing: prior.inputs, held: held)
      plan.inputs = try check(inputs, goal, type, lifecycle, nil)
      plan.sealedInputs = try sealer.sealInputs(plan.inputs, urn: goal.urn)
      try replace(
        prior, in: &plan, collides: NameMaker.namesCollide(given: given, recorded: prior.inputs, type: type),
        dependents, holders)
    } else if !diff.isEmpty || !prior.incompleteReasons.isEmpty {
      plan.step.kind = .update
    } else {
      plan.step.kind = .same
    }
    return plan
  }

  /// Makes a replacement of a plan: what goes first, and whether all of that may.
  ///
  /// `collides` is whether both would have the same name, and `holders` what holds a name that is wanted.
  private func replace(
    _ prior: ResourceState, in plan: inout PlannedGoal, collides: Bool, _ dependents: DependentReplacement,
    _ holders: [ResourceState]
  ) throws {
    let goal = plan.goal
    let diff = plan.step.diff
    plan.step.kind = .replace
    plan.step.tombstone = prior.options.retainOnDelete ? nil : plan.type.tombstone
    plan.step.deletesFirst = goal.options.deleteBeforeReplace ?? (diff.deleteBeforeReplace || collides)
    try Protection.check([prior], verb: "replaced", because: diff.replacementPhrase)
    plan.goingFirst = try dependents.goingFirst(before: plan.step.deletesFirst ? prior : nil, holders: holders)
    try Protection.check(
      plan.goingFirst.filter { !$0.isPendingDelete }, verb: "replaced", because: "it depends on '\(goal.urn.name)'")
  }

  /// Says of what a delete-before-replace took with it how it differs from what comes in its place.
  ///
  /// Whether it may be replaced was decided before it went: what its provider says against it comes too late here.
  private func describe(_ plan: inout PlannedGoal, replacing former: ResourceState) throws {
    let goal = plan.goal
    var inputs = plan.inputs
    var comparable = try sealer.sealInputs(plan.inputs, urn: former.urn)
    keepIgnored(&inputs, &comparable, goal.options.ignoreChanges, former)
    let request = DiffRequest(
      urn: goal.urn, type: plan.type, id: former.id, oldInputs: former.inputs, oldOutputs: former.outputs,
      newInputs: comparable)
    plan.step.diff = (try? plan.lifecycle?.diff(request)) ?? SchemaDiff.diff(request)
    plan.step.diff.requireReplacement(on: goal.options.replaceOnChanges)
    plan.step.id = former.id
    plan.step.deletesFirst = true
    plan.step.tombstone = former.options.retainOnDelete ? nil : plan.type.tombstone
  }

  private func planProvider(
    _ goal: Goal, _ type: ResourceType, _ inputs: [String: Value], _ prior: ResourceState?
  ) throws -> PlannedGoal {
    try throwViolations(type.validate(inputs), goal)
    try registry.register(goal.urn, configuration: inputs)
    let sealed = try sealer.sealInputs(inputs, urn: goal.urn)
    var step = Step(.create, urn: goal.urn, id: goal.urn.name, location: goal.location)
    if let prior {
      let comparable = prior.urn == goal.urn ? sealed : try sealer.sealInputs(inputs, urn: prior.urn)
      step.diff = SchemaDiff.diff(
        DiffRequest(
          urn: goal.urn, type: type, id: prior.id, oldInputs: prior.inputs, oldOutputs: prior.outputs,
          newInputs: comparable))
      for index in step.diff.changes.indices { step.diff.changes[index].requiresReplacement = false }
      step.kind = step.diff.isEmpty ? .same : .update
    }
    return PlannedGoal(
      step: step, goal: goal, type: type, lifecycle: nil, inputs: inputs, sealedInputs: sealed, prior: prior)
  }

  private func check(
    _ inputs: [String: Value], _ goal: Goal, _ type: ResourceType, _ lifecycle: any ResourceLifecycle,
    _ prior: ResourceState?
  ) throws -> [String: Value] {
    try throwViolations(type.validate(inputs), goal)
    let result = try lifecycle.check(
      CheckRequest(urn: goal.urn, type: type, inputs: inputs, priorInputs: prior?.inputs))
    try throwViolations(result.violations, goal)
    return type.prepare(result.inputs)
  }

  private func throwViolations(_ violations: [Violation], _ goal: Goal) throws {
    guard !violations.isEmpty else { return }
    throw DiagnosticError(violations.map { $0.diagnostic(urn: goal.urn, location: goal.location) })
  }

  /// Puts what is recorded in the place of what the script says, where changes are to be ignored.
  private func keepIgnored(
    _ inputs: inout [String: Value], _ sealed: inout [String: Value], _ ignored: [PropertyPath], _ prior: ResourceState
  ) {
    for path in ignored {
      let recorded = Value.object(prior.inputs)[path]
      if case .object(let members) = Value.object(sealed).setting(path, to: recorded) { sealed = members }
      let sendable = recorded?.containsSensitive == true ? Value?.none : recorded
      if case .object(let members) = Value.object(inputs).setting(path, to: sendable) { inputs = members }
    }
  }
}
