import LanguageServerProtocol
import Synchronization

/// What a client shows beside the text of documents, and asks for anew when it is told to.
struct ShownParts: OptionSet, Sendable {
  let rawValue: Int
  static let hints = ShownParts(rawValue: 1)
  static let lenses = ShownParts(rawValue: 2)
  static let colours = ShownParts(rawValue: 4)
  /// Those that the client asks for.
  static let diagnostics = ShownParts(rawValue: 8)

  /// What a plan is shown in, its diagnostics left aside.
  static let plan: ShownParts = [.hints, .lenses]
}

extension LanguageServer {
  /// Has the client ask again for what it shows, as something has changed that it knows nothing of.
  ///
  /// What it does not take back is left as it is.
  func refresh(_ parts: ShownParts) {
    guard let client = state.withLock({ $0.session?.client.workspace }) else { return }
    if parts.contains(.hints), client.inlayHint?.refreshSupport == true { ask(.workspaceInlayHintRefresh, Nothing()) }
    if parts.contains(.lenses), client.codeLens?.refreshSupport == true { ask(.workspaceCodeLensRefresh, Nothing()) }
    if parts.contains(.colours), client.semanticTokens?.refreshSupport == true {
      ask(.workspaceSemanticTokensRefresh, Nothing())
    }
    if parts.contains(.diagnostics), client.diagnostics?.refreshSupport == true {
      ask(.workspaceDiagnosticRefresh, Nothing())
    }
  }
}
