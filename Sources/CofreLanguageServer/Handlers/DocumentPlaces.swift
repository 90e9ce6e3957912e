import CofreAnalysis
import LanguageServerProtocol
import LuaSyntax

/// One version of a document that is asked about, and the files that answers may point into: where byte offsets become
/// the protocol's positions.
protocol DocumentPlaces: Sendable {
  var document: DocumentSnapshot { get }
  var request: RequestContext { get }
  /// The lines of the document.
  var lines: LineTable { get }

  /// The lines of another file; nil for one that is not known.
  func otherLines(_ path: String) -> LineTable?
}

extension DocumentPlaces {
  var session: Session { request.session }

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
    guard let path, path != document.key.path else { return (document.uri, document.version, lines) }
    guard let other = otherLines(path) else { return nil }
    let open = request.documents[DocumentKey(path: path)]
    return (open?.uri ?? FileURI.uri(path), open?.version, other)
  }
}
