package import CofreAnalysis
package import CofreEngine
package import CofreModel
package import CofreProvider

/// Previews a stack against its recorded state, for an editor: no cloud is asked and no secret is opened.
///
/// It is the engine's own preview, so that an editor and the command line say the same, but for two things. What the
/// stack's keys would be needed for (encrypted configuration, sealed outputs) is not known, and is taken to be as
/// recorded. What the process's environment says of the clouds (region, subscription) is taken to be as recorded too.
package struct OfflinePlanner {
  /// The URN of the stack itself.
  private let stack: URN
  private let main: String
  private let snapshot: Snapshot
  private let source: any Source
  private let factory: any ProviderFactory

  /// `source` is the script with encrypted configuration values as unknown and sensitive ones; `factory` makes providers
  /// that are only asked to check and to compare.
  package init(
    stack: URN, main: String, snapshot: Snapshot, source: any Source, factory: any ProviderFactory
  ) {
    self.stack = stack
    self.main = main
    self.snapshot = snapshot
    self.source = source
    self.factory = factory
  }

  package func plan() async -> ProjectPlan {
    let notes = RunNotes()
    let engine = Engine(
      Engine.Environment(
        stack: stack, factory: OfflineProviders(base: factory, notes: notes), sealer: RecordedSealer(snapshot),
        makeOperationID: { String(repeating: "0", count: 32) }, observe: { notes.take($0) }))
    let outcome = await engine.preview(OfflineSource(base: source, notes: notes), from: snapshot)
    return plan(of: outcome, notes)
  }

  private func plan(of outcome: Outcome, _ notes: RunNotes) -> ProjectPlan {
    var plan = ProjectPlan(stack: stack.stack, main: main)
    plan.isComplete = !outcome.hasErrors
    let recorded = RecordedFacts(snapshot, factory: factory)
    for step in notes.steps {
      guard let operation = ProjectPlan.Operation(step.kind) else { continue }
      let resource = recorded.resource(operation, step)
      if operation == .delete || operation == .retain {
        plan.deleted.append(resource)
      } else {
        plan.resources.append(resource)
      }
    }
    plan.exports = outcome.exports.compactMapValues { PlainText.text($0) }
    plan.problems = outcome.diagnostics.compactMap { problem($0, notes) }
    return plan
  }

  private func problem(_ diagnostic: Diagnostic, _ notes: RunNotes) -> ProjectPlan.Problem? {
    // What follows from other problems is no news in an editor.
    guard diagnostic.code != "not-reached", diagnostic.code != "cancelled" else { return nil }
    let place =
      diagnostic.location ?? diagnostic.urn.flatMap { notes.location(of: $0) } ?? SourceLocation(file: main, line: 1)
    var problem = ProjectPlan.Problem(
      AnalysisDiagnostic.Severity(rawValue: diagnostic.severity.rawValue) ?? .error, code: diagnostic.code,
      diagnostic.summary, detail: Self.withoutTrace(diagnostic.detail), hint: diagnostic.hint, place: place)
    problem.type = diagnostic.urn?.type
    problem.name = diagnostic.urn?.name
    problem.path = diagnostic.path
    if diagnostic.code == "script-time-limit" || diagnostic.code == "script-memory-limit" {
      // It may be a script that only needs more than an editor gives it.
      problem.severity = .information
      problem.detail = ProjectPlan.Problem.takesTooMuch
    }
    return problem
  }

  /// The calls that led to an error fill a terminal's lines, and not those of an editor.
  private static func withoutTrace(_ detail: String) -> String {
    detail.firstRange(of: "\n  at ").map { String(detail[..<$0.lowerBound]) } ?? detail
  }
}

extension ProjectPlan.Operation {
  /// Nil for what an editor does not show.
  fileprivate init?(_ kind: Step.Kind) {
    switch kind {
    case .same: self = .same
    case .create: self = .create
    case .update: self = .update
    case .replace: self = .replace
    case .delete: self = .delete
    case .retain: self = .retain
    case .deleteReplaced, .refresh: return nil
    }
  }
}
