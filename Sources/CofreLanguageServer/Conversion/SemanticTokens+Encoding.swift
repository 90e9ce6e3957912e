import CofreAnalysis
import LanguageServerProtocol
import LuaSyntax

/// Semantic tokens as the protocol packs them: five numbers a token, each place relative to the one before.
enum TokenEncoding {
  static let legend = SemanticTokensLegend(
    tokenTypes: SemanticToken.Kind.allCases.map(\.rawValue), tokenModifiers: SemanticToken.Modifiers.names)

  private static let indices = Dictionary(
    uniqueKeysWithValues: SemanticToken.Kind.allCases.enumerated().map { ($0.element, $0.offset) })

  static func encode(_ tokens: [SemanticToken], in lines: LineTable, encoding: PositionEncoding) -> [Int] {
    var data: [Int] = []
    data.reserveCapacity(tokens.count * 5)
    var last = LuaSyntax.Position(line: 0, column: 0)
    for token in tokens {
      let range = lines.range(of: token.range, encoding: encoding)
      let start = range.lowerBound
      guard start.line == range.upperBound.line, start >= last else { continue }
      data.append(start.line - last.line)
      data.append(start.line == last.line ? start.column - last.column : start.column)
      data.append(range.upperBound.column - start.column)
      data.append(indices[token.kind] ?? 0)
      data.append(token.modifiers.rawValue)
      last = start
    }
    return data
  }

  /// The one edit that turns some numbers into others, in whole tokens; none when they are the same.
  static func edits(from old: [Int], to new: [Int]) -> [SemanticTokensEdit] {
    let limit = min(old.count, new.count)
    var start = 0
    while start < limit, old[start] == new[start] { start += 1 }
    if start == old.count, start == new.count { return [] }
    start -= start % 5
    var end = 0
    while end < limit - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    end -= end % 5
    return [
      SemanticTokensEdit(
        start: start, deleteCount: old.count - end - start, data: Array(new[start..<new.count - end]))
    ]
  }
}

extension DocumentContext {
  func tokenData(in range: Range<Int>) -> [Int] {
    TokenEncoding.encode(
      analysis.semanticTokens(in: range), in: analysis.file.lines, encoding: session.encoding)
  }

  var wholeFile: Range<Int> { 0..<analysis.file.source.count }
}
