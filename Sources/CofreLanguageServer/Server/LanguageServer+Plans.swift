import CofreAnalysis
import LanguageServerProtocol
import Synchronization

/// Plans for the open documents, made in the pauses of typing.
///
/// A change starts the one timer that there is, and ends what an earlier change began, be it a pause or a run. Documents of
/// one project are planned together.
extension LanguageServer {
  /// Plans again when a document has changed, or, for nil, when anything around the open ones has.
  func planSoon(_ changed: DocumentKey?) {
    guard let source = environment.plans else { return }
    let hadPlans = state.withLock { state in
      guard state.phase == .running, state.session != nil else { return false }
      guard state.settings.plans else { return state.plans.stop() }
      let open = state.documents.values.filter(\.isLua).map(\.key)
      if let changed, !open.contains(changed) { return false }
      state.plans.changed(changed, among: open)
      state.plans.restart {
        Task.detached(priority: .utility) { [self] in
          do {
            try await environment.pause(.beforePlan)
            while try await planNext(source) {}
          } catch {}
        }
      }
      return false
    }
    if hadPlans { plansChanged() }
  }

  /// Plans the project of one document that has changed; false when there is none.
  private func planNext(_ source: any PlanSource) async throws -> Bool {
    let next = try state.withLock { state -> (document: DocumentSnapshot, folder: String, context: RequestContext)? in
      // What is outdated since a change came is for the task that the change began.
      try Task.checkCancellation()
      guard let key = state.plans.outdated.min(by: { $0.text < $1.text }), let folder = key.folder,
        let session = state.session, let document = state.documents[key]
      else { return nil }
      return (document, folder, makeContext(session, state))
    }
    guard let (document, folder, context) = next else { return false }
    var texts: [String: String] = [:]
    for document in context.documents.values where document.isLua {
      if let path = document.key.path { texts[path] = String(decoding: document.text.bytes, as: UTF8.self) }
    }
    let answer = await source.plan(folder: folder, documents: texts)
    try Task.checkCancellation()
    var isNews = false
    switch answer {
    case .failed:
      state.withLock { $0.plans.failed(document.key) }
    case .tooLate(let main):
      state.withLock { $0.plans.failed(document.key) }
      // Where the main script is not open, it is told where somebody writes.
      let shown = context.documents.values.first { $0.key.path != nil && $0.key.path == main } ?? document
      guard let analyzed = try await context.document(shown.uri) else { break }
      let plan = analyzed.analysis.documentPlanCutShort(earlier: analyzed.plan)
      isNews = try state.withLock { state in
        try Task.checkCancellation()
        return state.documents[shown.key] != nil && state.plans.planned([shown.key: plan])
      }
    case .nothingToPlan:
      isNews = state.withLock { $0.plans.nothingToPlan(document.key) }
    case .plan(let plan, let files):
      let plans = try await documentPlans(plan, files, context)
      isNews = try state.withLock { state in
        // A change that came meanwhile has begun anew.
        try Task.checkCancellation()
        if plans[document.key] == nil { state.plans.failed(document.key) }
        return state.plans.planned(plans.filter { state.documents[$0.key] != nil })
      }
    }
    if isNews { plansChanged() }
    return true
  }

  private func documentPlans(
    _ plan: ProjectPlan, _ files: [String: String], _ context: RequestContext
  ) async throws -> [DocumentKey: DocumentPlan] {
    var plans: [DocumentKey: DocumentPlan] = [:]
    for document in context.documents.values {
      guard let path = document.key.path, let name = files[path] else { continue }
      guard let context = try await context.document(document.uri) else { continue }
      plans[document.key] = context.analysis.documentPlan(of: plan, file: name, earlier: context.plan)
    }
    return plans
  }

  /// Shows new plans, or that there are none.
  private func plansChanged() {
    refresh([.plan, .diagnostics])
    pushDiagnostics()
  }
}
