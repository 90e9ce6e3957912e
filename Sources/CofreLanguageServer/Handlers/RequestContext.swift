import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol
import LuaSyntax

/// The state at the moment at which a request came: what its handler may read.
struct RequestContext: Sendable {
  let session: Session
  let settings: ServerSettings
  /// The open documents.
  let documents: [DocumentKey: DocumentSnapshot]
  /// The paths of the workspace's folders.
  let folders: [String]
  let workspace: Workspace
  /// What is planned for the open documents.
  let plans: [DocumentKey: DocumentPlan]
  let settingsKeeper: (any SettingsKeeper)?
  let definitions: DefinitionBook?
  let tokens: TokenHistory
  let history: DiagnosticHistory
  let lane: BackgroundLane
  let progress: ProgressReporter
  let effects: CommandEffects

  /// What can be said about an open Lua document; nil for what is not open or no Lua.
  func document(_ uri: DocumentURI) async throws -> DocumentContext? {
    guard let document = documents[DocumentKey(uri)], document.isLua else { return nil }
    let analysis = try await workspace.analysis(
      of: Workspace.Script(key: document.key.text, path: document.key.path, text: document.text), wishes)
    return DocumentContext(document: document, analysis: analysis, request: self)
  }

  /// What can be said about a Lua file, be it open or on disk; nil for what cannot be read.
  func file(_ uri: DocumentURI) async throws -> DocumentContext? {
    let key = DocumentKey(uri)
    if documents[key] != nil { return try await document(uri) }
    guard let path = key.path, key.isLua, let text = await workspace.text(at: path) else { return nil }
    let analysis = try await workspace.analysis(
      of: Workspace.Script(key: key.text, path: path, text: text), wishes, isKept: false)
    return DocumentContext(document: DocumentSnapshot(uri: uri, text: text), analysis: analysis, request: self)
  }

  /// The folders whose projects the user works on: those that were opened, and those of the open documents.
  var projectFolders: [String] {
    let inFolders = { (folder: String) in folders.contains { folder == $0 || folder.hasPrefix($0 + "/") } }
    let others = Set(documents.values.filter(\.isLua).compactMap(\.key.folder)).filter { !inFolders($0) }
    return folders + others.sorted()
  }

  /// What surrounds the scripts of each project, each project once.
  func projects() async throws -> [WorkspaceContext] {
    var projects: [WorkspaceContext] = []
    for folder in projectFolders {
      let project = try await workspace.context(around: folder, wishes)
      if !projects.contains(where: { $0.surroundings === project.surroundings }) { projects.append(project) }
    }
    return projects
  }

  /// A file of a project, as its client knows it.
  func place(_ file: ProjectFile) -> DocumentPlace { place(file.path, file.text.lines) }

  /// A file with its lines, as its client knows it.
  func place(_ path: String, _ lines: LineTable) -> DocumentPlace {
    (uri(of: path), documents[DocumentKey(path: path)]?.version, lines)
  }

  func range(_ bytes: Range<Int>, in place: DocumentPlace) -> LSPRange {
    place.lines.protocolRange(of: bytes, encoding: session.encoding)
  }

  func location(_ bytes: Range<Int>, in place: DocumentPlace) -> Location {
    Location(uri: place.uri, range: range(bytes, in: place))
  }

  /// What its client calls a file.
  func uri(of path: String) -> DocumentURI { documents[DocumentKey(path: path)]?.uri ?? FileURI.uri(path) }

  var wishes: Workspace.Wishes {
    var wishes = Workspace.Wishes(folders: folders, silencedCodes: settings.silencedCodes)
    for document in documents.values {
      if let settings = document.settings {
        wishes.settings[settings.path] = settings.text
      } else if document.isLua, let path = document.key.path {
        wishes.overlays[path] = document.text
      }
    }
    return wishes
  }
}

extension RequestContext {
  /// Where the plan is shown: as the user wishes, as far as the client says that it can.
  ///
  /// Where a client has one of the two only, that one has it; of a client that says nothing both are expected.
  var planDisplay: PlanDisplay {
    let client = session.client
    let hints = client.textDocument?.inlayHint != nil || client.workspace?.inlayHint != nil
    let lenses = client.textDocument?.codeLens != nil || client.workspace?.codeLens != nil
    return hints == lenses ? settings.planDisplay : hints ? .hints : .lenses
  }
}

/// One version of a document with its analysis, as a handler reads it.
struct DocumentContext: DocumentPlaces {
  let document: DocumentSnapshot
  let analysis: DocumentAnalysis
  let request: RequestContext

  var lines: LineTable { analysis.file.lines }
  var plan: DocumentPlan? { request.plans[document.key] }

  /// What is wrong, by the text alone and by the plan.
  ///
  /// Throws `CancellationError` when the task is cancelled meanwhile.
  func diagnostics() throws -> [AnalysisDiagnostic] {
    try withPlan(analysis.diagnosticsUnlessCancelled())
  }

  /// Those of ``diagnostics()`` that are found soon.
  func quickDiagnostics() throws -> [AnalysisDiagnostic] {
    try withPlan(analysis.quickDiagnosticsUnlessCancelled())
  }

  private func withPlan(_ found: [AnalysisDiagnostic]?) throws -> [AnalysisDiagnostic] {
    guard let found else { throw CancellationError() }
    return found + (plan.map(analysis.planDiagnostics) ?? [])
  }

  func otherLines(_ path: String) -> LineTable? {
    analysis.workspace.surroundings.file(at: path)?.text.lines ?? analysis.workspace.settings.file(at: path)?.text.lines
  }
}
