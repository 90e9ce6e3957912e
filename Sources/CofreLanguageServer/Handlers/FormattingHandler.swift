import CofreAnalysis
import LanguageServerProtocol
import LuaFormatting

/// Brings a document into the one style.
///
/// The client's `tabSize`, `insertSpaces` and the like are ignored on purpose: there is one style, in every editor and in
/// `cofre fmt`. A document with syntax errors stays as it is.
enum FormattingHandler: DocumentRequestHandler {
  static let method = RequestMethod.formatting
  static var nothing: [TextEdit]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.documentFormattingProvider = .bool(true)
  }

  static func answer(_ params: DocumentFormattingParams, in context: DocumentContext) -> [TextEdit]? {
    LuaFormatter.edits(context.analysis.file).map { context.textEdits($0) }
  }
}
