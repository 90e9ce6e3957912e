import LanguageServerProtocol
import LuaSyntax

/// The protocol's positions, at the edge.
extension LineTable {
  func offset(of position: LanguageServerProtocol.Position, encoding: PositionEncoding) -> Int {
    offset(of: LuaSyntax.Position(line: position.line, column: position.character), encoding: encoding)
  }

  /// The bytes of a range, whichever of its ends comes first.
  func bytes(of range: LSPRange, encoding: PositionEncoding) -> Range<Int> {
    let start = offset(of: range.start, encoding: encoding)
    let end = offset(of: range.end, encoding: encoding)
    return min(start, end)..<max(start, end)
  }

  func protocolPosition(at offset: Int, encoding: PositionEncoding) -> LanguageServerProtocol.Position {
    let position = position(at: offset, encoding: encoding)
    return LanguageServerProtocol.Position(line: position.line, character: position.column)
  }

  func protocolRange(of range: Range<Int>, encoding: PositionEncoding) -> LSPRange {
    LSPRange(
      start: protocolPosition(at: range.lowerBound, encoding: encoding),
      end: protocolPosition(at: range.upperBound, encoding: encoding))
  }
}
