import CofreAnalysis
import LanguageServerProtocol
import LuaFormatting

/// Brings the statements into the one style that a part of a document touches; the client's options are ignored.
///
/// In a document with syntax errors those that have none are formatted.
enum RangeFormattingHandler: DocumentRequestHandler {
  static let method = RequestMethod.rangeFormatting
  static var nothing: [TextEdit]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    let takesSeveral = session.client.textDocument?.rangeFormatting?.rangesSupport == true
    capabilities.documentRangeFormattingProvider =
      takesSeveral ? .options(DocumentRangeFormattingOptions(rangesSupport: true)) : .bool(true)
  }

  static func answer(_ params: DocumentRangeFormattingParams, in context: DocumentContext) -> [TextEdit]? {
    context.textEdits(LuaFormatter.edits(context.analysis.file, in: context.bytes(params.range)))
  }
}
