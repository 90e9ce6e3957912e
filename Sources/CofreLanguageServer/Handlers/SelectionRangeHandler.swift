import CofreAnalysis
import LanguageServerProtocol

/// Says by which ranges a selection grows.
enum SelectionRangeHandler: DocumentRequestHandler {
  static let method = RequestMethod.selectionRange
  static var nothing: [SelectionRange]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.selectionRangeProvider = .bool(true)
  }

  static func answer(_ params: SelectionRangeParams, in context: DocumentContext) -> [SelectionRange]? {
    selections(params.positions, in: context, context.analysis.selectionRanges)
  }

  /// The protocol wants one answer for each position; where there is nothing to select, it is the place itself.
  static func selections(
    _ positions: [Position], in document: some DocumentPlaces, _ ranges: (_ offset: Int) -> [Range<Int>]
  ) -> [SelectionRange] {
    positions.map { position in
      let offset = document.offset(position)
      var selection: SelectionRange?
      for range in ranges(offset).reversed() {
        selection = SelectionRange(range: document.range(range), parent: selection.map { Indirect($0) })
      }
      return selection ?? SelectionRange(range: document.range(offset..<offset))
    }
  }
}
