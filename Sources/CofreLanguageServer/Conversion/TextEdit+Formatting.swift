import LanguageServerProtocol
import LuaSyntax

extension DocumentContext {
  /// Edits of the document as the protocol has them.
  func textEdits(_ edits: [LuaSyntax.TextEdit]) -> [LanguageServerProtocol.TextEdit] {
    edits.map { edit in
      LanguageServerProtocol.TextEdit(
        range: range(edit.range), newText: String(decoding: edit.replacement, as: UTF8.self))
    }
  }
}
