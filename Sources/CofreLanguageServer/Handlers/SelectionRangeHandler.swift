import CofreAnalysis
import LanguageServerProtocol

/// Says by which ranges a selection grows.
enum SelectionRangeHandler: DocumentRequestHandler {
  static let method = RequestMethod.selectionRange
  static var nothing: [SelectionRange]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.selectionRangeProvider = .bool(true)
  }

  /// The protocol wants one answer for each position; where there is nothing to select, it is the place itself.
  static func answer(_ params: SelectionRangeParams, in context: DocumentContext) -> [SelectionRange]? {
    params.positions.map { position in
      let offset = context.offset(position)
      var selection: SelectionRange?
      for range in context.analysis.selectionRanges(at: offset).reversed() {
        selection = SelectionRange(range: context.range(range), parent: selection.map { Indirect($0) })
      }
      return selection ?? SelectionRange(range: context.range(offset..<offset))
    }
  }
}
