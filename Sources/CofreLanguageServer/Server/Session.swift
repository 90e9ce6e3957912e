import LanguageServerProtocol
import LuaSyntax

/// What was agreed on with the client when it started.
struct Session: Sendable {
  let client: ClientCapabilities
  let encoding: PositionEncoding

  init(_ params: InitializeParams) {
    client = params.capabilities
    encoding = Self.encoding(among: params.capabilities.general?.positionEncodings)
  }

  /// UTF-8 where the client can, as it needs no arithmetic; otherwise the protocol's default, UTF-16.
  private static func encoding(among offered: [PositionEncodingKind]?) -> PositionEncoding {
    let offered = offered ?? []
    if offered.contains(.utf8) { return .utf8 }
    return offered.contains(.utf32) && !offered.contains(.utf16) ? .utf32 : .utf16
  }

  var encodingKind: PositionEncodingKind {
    switch encoding {
    case .utf8: .utf8
    case .utf16: .utf16
    case .utf32: .utf32
    }
  }

  /// Whether the client asks for diagnostics, so that they need not be pushed.
  var pullsDiagnostics: Bool { client.textDocument?.diagnostic != nil }

  var takesSnippets: Bool { client.textDocument?.completion?.completionItem?.snippetSupport ?? false }

  /// Whether what is said beside the label is shown in the list.
  var takesLabelDetails: Bool { client.textDocument?.completion?.completionItem?.labelDetailsSupport ?? false }

  /// Whether edits can say for which version of a document they are.
  var takesDocumentChanges: Bool { client.workspace?.workspaceEdit?.documentChanges ?? false }
}
