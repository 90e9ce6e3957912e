import CofreAnalysis
import LanguageServerProtocol

/// Says what of a document can be folded away.
enum FoldingRangeHandler: DocumentRequestHandler {
  static let method = RequestMethod.foldingRange
  static var urgency: Urgency { .background }
  static var nothing: [FoldingRange]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.foldingRangeProvider = .bool(true)
  }

  static func answer(_ params: FoldingRangeParams, in context: DocumentContext) -> [FoldingRange]? {
    ranges(context.analysis.foldings(), in: context)
  }

  static func ranges(_ items: [FoldingItem], in context: some DocumentPlaces) -> [FoldingRange] {
    let client = context.session.client.textDocument?.foldingRange
    let foldings = items.map { item in
      let range = context.range(item.range)
      var folding = FoldingRange(startLine: range.start.line, endLine: range.end.line)
      if client?.lineFoldingOnly != true {
        folding.startCharacter = range.start.character
        folding.endCharacter = range.end.character
      }
      switch item.kind {
      case .code: break
      case .comment: folding.kind = .comment
      case .region: folding.kind = .region
      }
      return folding
    }
    return Array(foldings.prefix(client?.rangeLimit ?? foldings.count))
  }
}
