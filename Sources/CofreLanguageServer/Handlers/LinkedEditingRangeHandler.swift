import CofreAnalysis
import LanguageServerProtocol

/// Says what changes together while the name of a local variable is typed.
enum LinkedEditingRangeHandler: DocumentRequestHandler {
  static let method = RequestMethod.linkedEditingRange
  static var nothing: LinkedEditingRanges? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.linkedEditingRangeProvider = .bool(true)
  }

  static func answer(_ params: LinkedEditingRangeParams, in context: DocumentContext) -> LinkedEditingRanges? {
    let ranges = context.analysis.linkedRanges(at: context.offset(params.position))
    guard !ranges.isEmpty else { return nil }
    return LinkedEditingRanges(ranges: ranges.map { context.range($0) }, wordPattern: "[A-Za-z_][A-Za-z0-9_]*")
  }
}
