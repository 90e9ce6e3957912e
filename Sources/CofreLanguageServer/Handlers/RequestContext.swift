import CofreAnalysis
import CofreWorkspace
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
  func document(_ uri: DocumentURI) async throws -> DocumentContext? {
    guard let document = documents[DocumentKey(uri)], document.isLua else { return nil }
    let analysis = try await workspace.analysis(
      of: Workspace.Script(key: document.key.text, path: document.key.path, text: document.text), wishes)
    return DocumentContext(document: document, analysis: analysis, request: self)
  }

  private var wishes: Workspace.Wishes {
    var overlays: [String: ScriptText] = [:]
    for document in documents.values where document.isLua {
      if let path = document.key.path { overlays[path] = document.text }
    }
    return Workspace.Wishes(overlays: overlays, folders: folders, silencedCodes: settings.silencedCodes)
  }
}

/// One version of a document with its analysis, as a handler reads it.
struct DocumentContext: Sendable {
  let document: DocumentSnapshot
  let analysis: DocumentAnalysis
  let request: RequestContext

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

  /// Where a thing is: in this document, or in another file.
  func location(_ item: LocationItem) -> Location? {
    guard let place = place(item.path) else { return nil }
    return Location(uri: place.uri, range: place.lines.protocolRange(of: item.range, encoding: session.encoding))
  }

  /// The file at a path, or this document for nil; nil for a file that is not known.
  func place(_ path: String?) -> (uri: DocumentURI, version: Int?, lines: LineTable)? {
    guard let path else { return (document.uri, document.version, lines) }
    guard let file = analysis.workspace.surroundings.file(at: path) else { return nil }
    let open = request.documents[DocumentKey(path: path)]
    return (open?.uri ?? FileURI.uri(path), open?.version, file.text.lines)
  }
}
