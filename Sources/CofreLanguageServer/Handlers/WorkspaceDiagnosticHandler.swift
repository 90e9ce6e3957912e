import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol

/// Says what is wrong with all files of all projects, for clients that ask.
///
/// Files whose diagnostics cannot have changed since the client was told are not looked at again.
enum WorkspaceDiagnosticHandler: RequestHandler {
  static let method = RequestMethod.workspaceDiagnostic
  static var urgency: Urgency { .stepwise }

  static func answer(
    _ params: WorkspaceDiagnosticParams, _ context: RequestContext
  ) async throws -> WorkspaceDiagnosticReport {
    var told = Dictionary(
      params.previousResultIds.map { (DocumentKey($0.uri), $0) }, uniquingKeysWith: { _, last in last })
    var items: [WorkspaceDocumentDiagnosticReport] = []
    var seen: Set<DocumentKey> = []
    let projects = try await context.lane.run { try await context.projects() }
    for project in projects {
      let declaring = try await context.lane.run { context.history.declaring(project.surroundings.declaringTexts) }
      for file in project.surroundings.files where !file.isLibrary {
        let key = DocumentKey(path: file.path)
        guard seen.insert(key).inserted else { continue }
        let previous = told.removeValue(forKey: key)
        items.append(
          try await context.lane.run { try await report(file, in: project, declaring, previous?.value, context) })
      }
    }
    for project in projects {
      for file in project.settings.files {
        let key = DocumentKey(path: file.path)
        guard seen.insert(key).inserted else { continue }
        let previous = told.removeValue(forKey: key)
        items.append(try await context.lane.run { try await report(file, previous?.value, context) })
      }
    }
    for document in context.documents.values { told[document.key] = nil }
    // What is gone has nothing wrong with it any more.
    for previous in told.values.sorted(by: { $0.uri.text < $1.uri.text }) {
      context.history.forget(DocumentKey(previous.uri))
      items.append(.full(WorkspaceFullDocumentDiagnosticReport(uri: previous.uri, items: [], version: nil)))
    }
    return WorkspaceDiagnosticReport(items: items)
  }

  private static func report(
    _ file: ProjectFile, in project: WorkspaceContext, _ declaring: DiagnosticHistory.DeclaringTexts,
    _ previous: String?, _ context: RequestContext
  ) async throws -> WorkspaceDocumentDiagnosticReport {
    let place = context.place(file)
    let key = DocumentKey(path: file.path)
    let id: String
    if let open = try await context.document(place.uri) {
      id = context.history.id(of: open.analysis, plan: open.plan, for: key)
    } else {
      let causes = DiagnosticHistory.Causes(
        texts: project.surroundings.texts(behind: file), declaring: declaring, settings: project)
      id = context.history.id(of: causes, for: key)
    }
    if id == previous {
      return .unchanged(
        WorkspaceUnchangedDocumentDiagnosticReport(uri: place.uri, resultId: id, version: place.version))
    }
    let document = try await context.file(place.uri)
    let items = try document.map { document in try document.diagnostics().map { document.item($0) } } ?? []
    return .full(
      WorkspaceFullDocumentDiagnosticReport(uri: place.uri, items: items, version: place.version, resultId: id))
  }

  /// A settings file, whose analysis stays the same object while it would say the same.
  private static func report(
    _ file: SettingsFile, _ previous: String?, _ context: RequestContext
  ) async throws -> WorkspaceDocumentDiagnosticReport {
    let settings = try await context.settingsFile(file)
    let id = context.history.id(of: settings.analysis, for: DocumentKey(path: file.path))
    let (uri, version) = (settings.document.uri, settings.document.version)
    if id == previous {
      return .unchanged(WorkspaceUnchangedDocumentDiagnosticReport(uri: uri, resultId: id, version: version))
    }
    let items = settings.analysis.diagnostics().map { settings.item($0) }
    return .full(WorkspaceFullDocumentDiagnosticReport(uri: uri, items: items, version: version, resultId: id))
  }
}
