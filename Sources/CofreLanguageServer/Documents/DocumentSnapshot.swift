import CofreAnalysis
import CofreSettings
import LanguageServerProtocol
import LuaSyntax

/// One version of an open document, or of a file that is only looked at.
///
/// It never changes: an edit makes another one, so that whoever reads it needs no lock and delays no edit.
final class DocumentSnapshot: Sendable {
  /// The name of the document as its client writes it.
  let uri: DocumentURI
  let key: DocumentKey
  let language: LanguageKind
  /// Nil for a file that is not open.
  let version: Int?
  let text: ScriptText
  /// What the document is when it is a settings file, by its name; nil for any other.
  let settings: (kind: SettingsFileKind, path: String, text: SettingsText)?

  convenience init(uri: DocumentURI, language: LanguageKind, version: Int, bytes: [UInt8]) {
    self.init(uri: uri, language: language, version: version, text: ScriptText(bytes))
  }

  init(uri: DocumentURI, language: LanguageKind, version: Int, text: ScriptText) {
    self.uri = uri
    self.language = language
    self.version = version
    self.text = text
    key = DocumentKey(uri)
    if let path = key.path, let kind = SettingsFileKind(path: path) {
      settings = (kind, path, SettingsText(text.bytes))
    } else {
      settings = nil
    }
  }

  /// A file as it is on disk.
  init(uri: DocumentURI, text: ScriptText) {
    self.uri = uri
    self.text = text
    language = .lua
    version = nil
    key = DocumentKey(uri)
    settings = nil
  }

  /// A settings file as it is on disk.
  init(uri: DocumentURI, settings: (kind: SettingsFileKind, path: String, text: SettingsText)) {
    self.uri = uri
    self.settings = settings
    text = ScriptText([])
    language = LanguageKind(rawValue: "yaml")
    version = nil
    key = DocumentKey(uri)
  }

  var isLua: Bool { settings == nil && (language == .lua || key.isLua) }
  /// Whether anything can be said about the document.
  var isServed: Bool { isLua || settings != nil }

  /// The document after some changes, each of which counts positions in what the one before it left.
  ///
  /// Positions outside the text are moved to its nearest place; a range that ends before it begins is turned round.
  func applying(
    _ changes: [TextDocumentContentChangeEvent], version: Int, encoding: PositionEncoding
  ) -> DocumentSnapshot {
    var bytes = text.bytes
    var lines: LineTable? = text.lines
    for change in changes {
      switch change {
      case .wholeDocument(let change):
        bytes = Array(change.text.utf8)
      case .partial(let change):
        let table = lines ?? LineTable(bytes)
        lines = nil
        let range = table.bytes(of: change.range, encoding: encoding)
        bytes.replaceSubrange(range, with: change.text.utf8)
      }
      lines = nil
    }
    return DocumentSnapshot(uri: uri, language: language, version: version, bytes: bytes)
  }
}
