import CofreAnalysis
import LanguageServerProtocol
import LuaFormatting
import LuaSyntax

/// Brings several parts of a document into the one style, as ``RangeFormattingHandler`` does with one.
enum RangesFormattingHandler: DocumentRequestHandler {
  static let method = RequestMethod.rangesFormatting
  static var nothing: [LanguageServerProtocol.TextEdit]? { nil }

  static func answer(
    _ params: DocumentRangesFormattingParams, in context: DocumentContext
  ) -> [LanguageServerProtocol.TextEdit]? {
    var edits: [LuaSyntax.TextEdit] = []
    for range in params.ranges.map({ context.bytes($0) }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // Two parts of one statement ask for the same edits.
      let end = edits.last?.range.upperBound ?? -1
      edits += LuaFormatter.edits(context.analysis.file, in: range).filter { $0.range.lowerBound > end }
    }
    return context.textEdits(edits)
  }
}
