import CofreAnalysis
import LanguageServerProtocol

extension DocumentPlaces {
  /// The edits of one change, by document; nil when one of them is in a file that is not known.
  func workspaceEdit(_ edits: [FileEdit]) -> WorkspaceEdit? {
    var uris: [DocumentURI] = []
    var versions: [DocumentURI: Int] = [:]
    var texts: [DocumentURI: [TextEdit]] = [:]
    for edit in edits {
      guard let place = place(edit.path) else { return nil }
      let range = place.lines.protocolRange(of: edit.edit.range, encoding: session.encoding)
      if texts[place.uri] == nil { uris.append(place.uri) }
      versions[place.uri] = place.version
      texts[place.uri, default: []].append(TextEdit(range: range, newText: edit.edit.text))
    }
    guard session.takesDocumentChanges else { return WorkspaceEdit(changes: texts) }
    return WorkspaceEdit(
      documentChanges: uris.map { uri in
        .textDocumentEdit(
          TextDocumentEdit(
            textDocument: OptionalVersionedTextDocumentIdentifier(uri: uri, version: versions[uri]),
            edits: (texts[uri] ?? []).map { .textEdit($0) }))
      })
  }
}
