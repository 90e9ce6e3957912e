import CofreAnalysis
import LanguageServerProtocol
import LuaSyntax
import Synchronization

/// Diagnostics for clients that do not ask for them.
///
/// They are begun with every change and ended by the next one, in the background lane.
extension LanguageServer {
  /// A file of more tokens, some two thousand lines, is told of in two parts, as types take a while there.
  ///
  /// Shorter ones are not, so that nothing flickers.
  private static let tokensOfLongFile = 12_000

  /// What a client was told of a document.
  struct Told {
    var analysis: any AnyObject & Sendable
    var plan: DocumentPlan?
    /// Whether that was all; otherwise what takes longer to find is still to come.
    var isWhole: Bool
  }

  func pushDiagnostics() {
    state.withLock { state in
      guard state.phase == .running, let session = state.session, !session.pullsDiagnostics else { return }
      for (key, document) in state.documents where document.isServed {
        state.diagnosing[key]?.cancel()
        let context = makeContext(session, state)
        let isFirst = state.told[key] == nil
        state.diagnosing[key] = Task.detached(priority: .utility) { [self] in
          if !isFirst { try await environment.pause(.beforeDiagnostics) }
          try await lane.run { try await diagnose(document, context) }
        }
      }
    }
  }

  private func diagnose(_ document: DocumentSnapshot, _ request: RequestContext) async throws {
    if let settings = try await request.settingsDocument(document.uri) {
      return tell(document, Told(analysis: settings.analysis, isWhole: true)) {
        settings.analysis.diagnostics().map { settings.item($0) }
      }
    }
    guard let context = try await request.document(document.uri) else { return }
    var told = Told(analysis: context.analysis, plan: context.plan, isWhole: false)
    if context.analysis.file.tokens.count > Self.tokensOfLongFile {
      try tell(document, told) { try context.quickDiagnostics().map { context.item($0) } }
    }
    told.isWhole = true
    try tell(document, told) { try context.diagnostics().map { context.item($0) } }
  }

  /// Tells the client what is found in a document, unless it knows or the document has changed.
  private func tell<Failure: Error>(
    _ document: DocumentSnapshot, _ news: Told, _ find: () throws(Failure) -> [LSPDiagnostic]
  ) throws(Failure) {
    let isNews = { (state: borrowing State) in
      guard state.documents[document.key] === document else { return false }
      // What did not change is not said again.
      guard let old = state.told[document.key], old.analysis === news.analysis, old.plan == news.plan else {
        return true
      }
      return news.isWhole && !old.isWhole
    }
    guard state.withLock({ isNews($0) }) else { return }
    let items = try find()
    let isStillNews = state.withLock { state in
      guard isNews(state) else { return false }
      state.told[document.key] = news
      return true
    }
    if isStillNews { publish(document.uri, items, version: document.version) }
  }

  func publish(_ uri: DocumentURI, _ items: [LSPDiagnostic], version: Int?) {
    send(
      NotificationMethod.publishDiagnostics.encode(
        params: PublishDiagnosticsParams(uri: uri, diagnostics: items, version: version)))
  }
}
