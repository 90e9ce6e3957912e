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
    place(item.path).map { request.location(item.range, in: $0) }
  }

  /// Where things are; those in files that are not known are left out.
  func locations(_ items: [LocationItem]) -> [Location] {
    var found: [Location] = []
    found.reserveCapacity(items.count)
    var known: (path: String?, place: DocumentPlace?)?
    for item in items {
      // What is in one file comes together.
      if known == nil || known?.path != item.path { known = (item.path, place(item.path)) }
      guard let place = known?.place else { continue }
      found.append(request.location(item.range, in: place))
    }
    return found
  }

  /// The same as an answer; nil where nothing was found.
  func found(_ items: [LocationItem]) -> FoundLocations? { items.isEmpty ? nil : .locations(locations(items)) }

  /// The file at a path, or this document for nil; nil for a file that is not known.
  func place(_ path: String?) -> DocumentPlace? {
    guard let path, path != document.key.path else { return (document.uri, document.version, lines) }
    return otherLines(path).map { request.place(path, $0) }
  }
}
