import CofreAnalysis
import LanguageServerProtocol
import LuaFormatting

/// Indents the line that is being written, when it is new or when what it begins with closes something.
///
/// Nothing but the white space at its beginning is touched; the client's options are ignored.
enum OnTypeFormattingHandler: DocumentRequestHandler {
  static let method = RequestMethod.onTypeFormatting
  static var nothing: [TextEdit]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    let triggers = LuaFormatter.typedTriggers
    capabilities.documentOnTypeFormattingProvider = DocumentOnTypeFormattingOptions(
      firstTriggerCharacter: triggers[0], moreTriggerCharacter: Array(triggers.dropFirst()))
  }

  static func answer(_ params: DocumentOnTypeFormattingParams, in context: DocumentContext) -> [TextEdit]? {
    let offset = context.offset(params.position)
    let edit = LuaFormatter.edit(afterTyping: params.ch, at: offset, in: context.analysis.file)
    return edit.map { context.textEdits([$0]) }
  }
}
