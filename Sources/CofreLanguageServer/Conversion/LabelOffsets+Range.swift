import LanguageServerProtocol
import LuaSyntax

extension DocumentContext {
  /// Offsets into a label from a range of its UTF-8 bytes.
  func offsets(_ range: Range<Int>, in label: String) -> LabelOffsets {
    let lines = LineTable(Array(label.utf8))
    return LabelOffsets(
      start: lines.position(at: range.lowerBound, encoding: session.encoding).column,
      end: lines.position(at: range.upperBound, encoding: session.encoding).column)
  }
}
