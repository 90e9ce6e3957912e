import CofreCrypto
import CofreEngine
import CofreModel
import CofreProject
import CofreState

/// One command's operations on one stack.
struct OperationSession: Sendable {
  let projectStack: ProjectStack
  let sandbox: Sandbox?
  let view: any OperationView
  let console: Console
  let options: EngineOptions
  let cancellation: Cancellation
  /// What the last preview showed.
  private let shown = ShownPlan()

  init(
    projectStack: ProjectStack, sandbox: Sandbox?, view: any OperationView, console: Console, options: EngineOptions,
    cancellation: Cancellation
  ) {
    self.projectStack = projectStack
    self.sandbox = sandbox
    self.view = view
    self.console = console
    self.options = options
    self.cancellation = cancellation
  }

  func preview() async throws -> Outcome {
    try await read(.preview) { engine, snapshot in
      await engine.preview(try program(isPreview: true), from: snapshot)
    }
  }

  func previewDestroy() async throws -> Outcome {
    try await read(.previewDestroy) { engine, snapshot in await engine.preview(EmptySource(), from: snapshot) }
  }

  func previewRefresh() async throws -> Outcome {
    try await read(.previewRefresh) { engine, snapshot in await engine.refresh(from: snapshot, recorder: nil) }
  }

  /// Does what the script says; `asPlanned` only if that is still what the last preview showed.
  func up(asPlanned: Bool = false) async throws -> Outcome {
    try await requireKeepableKey(isPreviewed: asPlanned)
    return try await write(.up) { engine, snapshot, recorder in
      if asPlanned { try await check(try program(isPreview: true, isSilent: true), from: snapshot) }
      return await engine.up(try program(isPreview: false), from: snapshot, recorder: recorder)
    }
  }

  /// Throws when what the script declares needs a key for its secrets, and none can be kept.
  ///
  /// Without this the first record of a secret would fail, with some resources made before it.
  func requireKeepableKey(isPreviewed: Bool) async throws {
    guard projectStack.vault.canKeepNothing else { return }
    if !isPreviewed {
      let source = try program(isPreview: true, isSilent: true)
      _ = await (try engine { _ in }).preview(source, from: try await projectStack.readSnapshot())
    }
    try projectStack.vault.requireKeepableKey()
  }

  /// Removes everything; `asPlanned` only if that is still what the last preview showed.
  func destroy(asPlanned: Bool = false) async throws -> Outcome {
    try await write(.destroy) { engine, snapshot, recorder in
      if asPlanned { try await check(EmptySource(), from: snapshot) }
      return await engine.up(EmptySource(), from: snapshot, recorder: recorder)
    }
  }

  func refresh() async throws -> Outcome {
    try await write(.refresh) { engine, snapshot, recorder in
      await engine.refresh(from: snapshot, recorder: recorder)
    }
  }

  /// An operation that records nothing: it takes no lock.
  private func read(
    _ name: OperationName, _ work: (Engine, Snapshot) async throws -> Outcome
  ) async throws -> Outcome {
    let start = ContinuousClock.now
    view.begin(name, project: projectStack.project.name, stack: projectStack.stack, sandbox: sandbox != nil)
    let snapshot = try await projectStack.readSnapshot()
    try projectStack.checkRealm(of: snapshot, usesSandbox: sandbox != nil)
    if !snapshot.pendingOperations.isEmpty { view.show([Self.pendingNote(snapshot.pendingOperations.count)]) }
    shown.clear()
    let outcome = try await work(try engine(), snapshot)
    view.end(name, outcome, duration: ContinuousClock.now - start)
    return outcome
  }

  /// An operation under the stack's lock, which first settles what an earlier one left unfinished.
  private func write(
    _ name: OperationName, _ work: (Engine, Snapshot, any StateRecorder) async throws -> Outcome
  ) async throws -> Outcome {
    let start = ContinuousClock.now
    let session = try await projectStack.openState(for: name)
    view.begin(name, project: projectStack.project.name, stack: projectStack.stack, sandbox: sandbox != nil)
    let outcome: Outcome
    do {
      let recorder = VaultRecorder(vault: projectStack.vault, base: session)
      try projectStack.checkRealm(of: session.snapshot, usesSandbox: sandbox != nil)
      if session.snapshot.isSandboxed != (sandbox != nil) { try await recorder.record([.setSandboxed(sandbox != nil)]) }
      let engine = try engine()
      let (snapshot, problems) = await engine.recover(session.snapshot, recorder: recorder)
      if problems.isEmpty {
        outcome = try await work(engine, snapshot, recorder)
      } else {
        view.show(problems)
        outcome = Outcome(diagnostics: problems)
      }
    } catch {
      try await session.close()
      throw error
    }
    try await session.close()
    view.end(name, outcome, duration: ContinuousClock.now - start)
    return outcome
  }

  /// Throws when a preview made now, under the lock, is not the one that was shown.
  private func check(_ source: any Source, from snapshot: Snapshot) async throws {
    let now = ShownPlan()
    let outcome = try await engine { now.add($0) }.preview(source, from: snapshot)
    guard outcome.hasErrors || now.steps != shown.steps else { return }
    throw DiagnosticError(
      Diagnostic(
        code: "plan-changed", "The plan has changed",
        detail: "The script, its configuration or the state are not what they were when the plan was shown.",
        hint: "Nothing was changed. Run the command again to see the new plan."))
  }

  private func program(isPreview: Bool, isSilent: Bool = false) throws -> ScriptSource {
    let view = view
    let acceptsPlaceholders = sandbox?.acceptsPlaceholders == true
    return try projectStack.program(isPreview: isPreview, acceptsPlaceholders: acceptsPlaceholders) {
      if !isSilent { view.show($0) }
    }
  }

  private func engine() throws -> Engine {
    let (view, shown) = (view, shown)
    return try engine { event in
      shown.add(event)
      view.show(event)
    }
  }

  private func engine(observing observe: @escaping @Sendable (EngineEvent) -> Void) throws -> Engine {
    Engine(
      Engine.Environment(
        stack: projectStack.stackURN, factory: try projectStack.providers(sandbox: sandbox),
        sealer: projectStack.sealer,
        cancellation: cancellation, makeOperationID: { Random.hex(bytes: 16) }, observe: observe),
      options: options)
  }

  private static func pendingNote(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "pending-operations", "An earlier run was interrupted",
      detail: "\(count) operation\(count == 1 ? " was" : "s were") begun and not recorded as ended.",
      hint: "The next 'cofre up' looks into the cloud and settles them.")
  }
}
