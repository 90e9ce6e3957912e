import CofreAnalysis
import LanguageServerProtocol
import LuaSyntax

/// The state at the moment at which a request came: what its handler may read.
struct RequestContext: Sendable {
  let session: Session
  let settings: ServerSettings
  /// The open documents.
  let documents: [DocumentKey: DocumentSnapshot]
  /// The paths of the workspace's folders.
  let folders: [String]
  let workspace: Workspace
  let tokens: TokenHistory
  let progress: ProgressReporter

  /// What can be said about an open Lua document; nil for what is not open or no Lua.
  func document(_ uri: DocumentURI, reach: Workspace.Reach = .required) async throws -> DocumentContext? {
    guard let document = documents[DocumentKey(uri)], document.isLua else { return nil }
    let scope = try await workspace.scope(
      of: document, among: documents, folders: folders, settings: settings, reach: reach)
    return DocumentContext(scope: scope, request: self)
  }
}

/// One version of a document with its analysis, as a handler reads it.
struct DocumentContext: Sendable {
  let scope: DocumentScope
  let request: RequestContext

  var document: DocumentSnapshot { scope.document }
  var analysis: DocumentAnalysis { scope.analysis }
  var session: Session { request.session }
  private var lines: LineTable { analysis.file.lines }

  func offset(_ position: LanguageServerProtocol.Position) -> Int {
    lines.offset(of: position, encoding: session.encoding)
  }

  func bytes(_ range: LSPRange) -> Range<Int> { lines.bytes(of: range, encoding: session.encoding) }

  func position(_ offset: Int) -> LanguageServerProtocol.Position {
    lines.protocolPosition(at: offset, encoding: session.encoding)
  }

  func range(_ bytes: Range<Int>) -> LSPRange { lines.protocolRange(of: bytes, encoding: session.encoding) }

  /// Where a thing is: in this document, or in a module's file.
  func location(_ item: LocationItem) -> Location? {
    guard let place = place(item.module) else { return nil }
    return Location(uri: place.uri, range: place.lines.protocolRange(of: item.range, encoding: session.encoding))
  }

  /// The file of a module, or this document for nil; nil for a module that is not known.
  func place(_ module: String?) -> (uri: DocumentURI, version: Int?, lines: LineTable)? {
    guard let module else { return (document.uri, document.version, lines) }
    guard let path = scope.modulePaths[module], let file = analysis.workspace.modules[module] else { return nil }
    let open = request.documents[DocumentKey(path: path)]
    return (open?.uri ?? FileURI.uri(path), open?.version, file.lines)
  }
}
