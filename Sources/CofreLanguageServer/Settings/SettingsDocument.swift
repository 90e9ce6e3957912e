import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol
import LuaSyntax

/// One version of a settings file with its analysis, as a handler reads it.
struct SettingsDocument: DocumentPlaces {
  let document: DocumentSnapshot
  let analysis: SettingsAnalysis
  let request: RequestContext

  var lines: LineTable { analysis.file.text.lines }

  func otherLines(_ path: String) -> LineTable? {
    analysis.context.scripts.file(at: path)?.text.lines ?? analysis.context.files.file(at: path)?.text.lines
  }
}

extension RequestContext {
  /// What can be said about an open settings file; nil for what is not open or none.
  func settingsDocument(_ uri: DocumentURI) async throws -> SettingsDocument? {
    guard let document = documents[DocumentKey(uri)], let settings = document.settings else { return nil }
    let analysis = try await workspace.settingsAnalysis(
      key: document.key.text, path: settings.path, kind: settings.kind, text: settings.text, wishes)
    return SettingsDocument(document: document, analysis: analysis, request: self)
  }

  /// What can be said about a settings file of a project, be it open or on disk.
  func settingsFile(_ file: SettingsFile) async throws -> SettingsDocument {
    let key = DocumentKey(path: file.path)
    let document =
      documents[key]
      ?? DocumentSnapshot(uri: FileURI.uri(file.path), settings: (file.kind, file.path, file.text))
    let analysis = try await workspace.settingsAnalysis(
      key: key.text, path: file.path, kind: file.kind, text: file.text, wishes)
    return SettingsDocument(document: document, analysis: analysis, request: self)
  }
}
