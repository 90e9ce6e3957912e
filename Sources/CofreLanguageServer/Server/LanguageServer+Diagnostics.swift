import CofreAnalysis
import LuaSyntax
import Synchronization
import LanguageServerProtocol

/// Diagnostics for clients that do not ask for them.
///
/// They are begun with every change and ended by the next one, in the background lane: no timer is needed to wait for a
/// pause in typing, as what is outdated by the next key gives way to it.
extension LanguageServer {
  func pushDiagnostics() {
    state.withLock { state in
      guard state.phase == .running, let session = state.session, !session.pullsDiagnostics else { return }
      for (key, document) in state.documents where document.isServed {
        state.diagnosing[key]?.cancel()
        let context = makeContext(session, state)
        state.diagnosing[key] = Task.detached(priority: .utility) { [self] in
          try? await lane.run { try await diagnose(document, context) }
        }
      }
    }
  }

  private func diagnose(_ document: DocumentSnapshot, _ request: RequestContext) async throws {
    let items: [LSPDiagnostic]
    let analysis: any AnyObject & Sendable
    var plan: DocumentPlan?
    if let settings = try await request.settingsDocument(document.uri) {
      items = settings.analysis.diagnostics().map { settings.item($0) }
      analysis = settings.analysis
    } else {
      guard let context = try await request.document(document.uri) else { return }
      try publishQuickOnes(of: context)
      let diagnostics = try context.diagnostics()
      try Task.checkCancellation()
      items = diagnostics.map { context.item($0) }
      analysis = context.analysis
      plan = context.plan
    }
    let isNew = state.withLock { state in
      guard state.documents[document.key] === document else { return false }
      // What did not change is not said again.
      let old = state.published[document.key]
      guard old?.analysis !== analysis || old?.plan != plan else { return false }
      state.published[document.key] = (analysis, plan)
      return true
    }
    if isNew { publish(document.uri, items, version: document.version) }
  }

  /// A file of more tokens, some two thousand lines, is told of in two parts, as types take a while there.
  ///
  /// Shorter ones are not, so that nothing flickers.
  private static let tokensOfLongFile = 12_000

  private func publishQuickOnes(of context: DocumentContext) throws {
    guard context.analysis.file.tokens.count > Self.tokensOfLongFile else { return }
    guard let found = context.analysis.quickDiagnosticsUnlessCancelled() else { throw CancellationError() }
    let items = found + (context.plan.map(context.analysis.planDiagnostics) ?? [])
    let document = context.document
    let isNew = state.withLock { state in
      state.documents[document.key] === document && state.published[document.key]?.analysis !== context.analysis
    }
    if isNew { publish(document.uri, items.map { context.item($0) }, version: document.version) }
  }

  func publish(_ uri: DocumentURI, _ items: [LSPDiagnostic], version: Int?) {
    send(
      NotificationMethod.publishDiagnostics.encode(
        params: PublishDiagnosticsParams(uri: uri, diagnostics: items, version: version)))
  }
}
