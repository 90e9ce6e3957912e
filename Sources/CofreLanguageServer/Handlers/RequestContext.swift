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

  var wishes: Workspace.Wishes {
    var wishes = Workspace.Wishes(folders: folders, silencedCodes: settings.silencedCodes)
    for document in documents.values {
      if let settings = document.settings {
        wishes.settings[settings.path] = settings.text
      } else if document.isLua, let path = document.key.path {
        wishes.overlays[path] = document.text
      }
    }
    return wishes
  }
}

/// One version of a document with its analysis, as a handler reads it.
struct DocumentContext: DocumentPlaces {
  let document: DocumentSnapshot
  let analysis: DocumentAnalysis
  let request: RequestContext

  var lines: LineTable { analysis.file.lines }

  func otherLines(_ path: String) -> LineTable? {
    analysis.workspace.surroundings.file(at: path)?.text.lines ?? analysis.workspace.settings.file(at: path)?.text.lines
  }
}
