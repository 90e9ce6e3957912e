import CofreAnalysis
import LanguageServerProtocol
import LuaSyntax

/// A document that edits or locations are in: how its client calls it, which version of it, and its lines.
typealias DocumentPlace = (uri: DocumentURI, version: Int?, lines: LineTable)

extension WorkspaceEdit {
  /// The edits of one change, by document; nil when one of them is in a file that is not known.
  init?(_ edits: [FileEdit], for session: Session, place: (String?) -> DocumentPlace?) {
    var uris: [DocumentURI] = []
    var versions: [DocumentURI: Int] = [:]
    var texts: [DocumentURI: [LanguageServerProtocol.TextEdit]] = [:]
    var known: (path: String?, place: DocumentPlace)?
    for edit in edits {
      if known == nil || known?.path != edit.path { known = place(edit.path).map { (edit.path, $0) } }
      guard let place = known?.place else { return nil }
      let range = place.lines.protocolRange(of: edit.edit.range, encoding: session.encoding)
      if texts[place.uri] == nil { uris.append(place.uri) }
      versions[place.uri] = place.version
      texts[place.uri, default: []].append(LanguageServerProtocol.TextEdit(range: range, newText: edit.edit.text))
    }
    guard session.takesDocumentChanges else {
      self.init(changes: texts)
      return
    }
    self.init(
      documentChanges: uris.map { uri in
        .textDocumentEdit(
          TextDocumentEdit(
            textDocument: OptionalVersionedTextDocumentIdentifier(uri: uri, version: versions[uri]),
            edits: (texts[uri] ?? []).map { .textEdit($0) }))
      })
  }
}

extension DocumentPlaces {
  /// The edits of one change, by document; nil when one of them is in a file that is not known.
  func workspaceEdit(_ edits: [FileEdit]) -> WorkspaceEdit? {
    WorkspaceEdit(edits, for: session) { place($0) }
  }
}
