import CofreAnalysis
import CofreModel
import CofreSettings
import CofreWorkspace
import LuaSyntax

/// Looks at files and tells what is wrong in them: what the language server says, without an editor.
struct CheckRunner: Sendable {
  /// How a path is shown.
  let shownPath: @Sendable (_ path: String) -> String
  /// Codes that are not wanted, beside what the projects say.
  let allowed: Set<String>
  private let workspace: Workspace
  private let source: any ProjectSource
  private let folders: [String]

  /// `folders` are those that scripts which belong to no project take their modules from, each from the nearest one.
  init(
    _ source: any ProjectSource, folders: [String], allowed: Set<String>,
    shownPath: @escaping @Sendable (String) -> String
  ) {
    self.source = source
    workspace = Workspace(source)
    self.folders = folders
    self.allowed = allowed
    self.shownPath = shownPath
  }

  /// The scripts in a folder, or in all of the project that it belongs to; sorted.
  func scripts(in folder: String, wholeProject: Bool) async -> [String] {
    let scripts = await workspace.scripts(around: folder)
    return wholeProject ? scripts : scripts.filter { CheckPaths.contains(folder, $0) }
  }

  /// Checks the settings of projects, and scripts, many at a time.
  ///
  /// The findings are in the order of the projects' folders, and then of the paths.
  func run(_ paths: [String], settingsOf projects: [String] = []) async throws -> CheckReport {
    let settings = try await settings(of: projects) { path, analysis in findings(of: analysis, at: path) }
    let checked = try await analyses(of: paths) { path, analysis in findings(of: analysis, at: path) }
    let unread = await unreadSettings(of: paths)
    let all = zip(paths, checked).flatMap { path, found in
      found ?? [CheckedFile(path: shownPath(path), settings: [], showsLines: false).finding(Self.unreadable)]
    }
    return CheckReport(findings: settings.flatMap { $0 } + unread + all, fileCount: paths.count + settings.count)
  }

  /// Checks a text as if it stood in a file, be it there or not.
  func run(_ bytes: [UInt8], as path: String) async throws -> CheckReport {
    let found: [CheckReport.Finding]
    if let kind = SettingsFileKind(path: path) {
      let analysis = try await workspace.settingsAnalysis(
        key: path, path: path, kind: kind, text: SettingsText(bytes), wishes)
      found = findings(of: analysis, at: path)
    } else {
      let script = Workspace.Script(key: path, path: path, text: ScriptText(bytes))
      found = findings(of: try await workspace.analysis(of: script, wishes), at: path)
    }
    return CheckReport(findings: found, fileCount: 1)
  }

  private static let unreadable = Diagnostic(
    code: "unreadable-file", "File cannot be read",
    detail: "The file is there and cannot be read, or is too large for a script.")

  private func findings(of analysis: DocumentAnalysis, at path: String) -> [CheckReport.Finding] {
    let diagnostics = analysis.diagnostics()
    guard !diagnostics.isEmpty else { return [] }
    let file = CheckedFile(path: shownPath(path), analysis: analysis)
    return diagnostics.map { diagnostic in
      file.finding(diagnostic) { location in
        guard let other = location.path.flatMap({ analysis.workspace.surroundings.file(at: $0) }) else { return nil }
        return CheckReport.Place(path: shownPath(other.path), range: location.range, lines: other.text.lines)
      }
    }
  }

  /// What cannot be read of what the folders say to Lua servers, each file once.
  private func unreadSettings(of paths: [String]) async -> [CheckReport.Finding] {
    var found: [String: CheckReport.Finding] = [:]
    for folder in Set(paths.map(CheckPaths.folder)) {
      for problem in await workspace.luaSettingsProblems(around: folder)
      where found[problem.path] == nil && !allowed.contains(problem.diagnostic.code) {
        let file = CheckedFile(path: shownPath(problem.path), settings: problem.bytes, showsLines: true)
        found[problem.path] = file.finding(problem.diagnostic) { _ in nil }
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private func findings(of analysis: SettingsAnalysis, at path: String) -> [CheckReport.Finding] {
    // The values that stacks are configured with are not shown.
    let file = CheckedFile(
      path: shownPath(path), settings: analysis.file.text.bytes, showsLines: analysis.file.kind == .project)
    return analysis.diagnostics().map { diagnostic in
      file.finding(diagnostic) { location in
        guard let other = location.path.flatMap({ analysis.context.scripts.file(at: $0) }) else { return nil }
        return CheckReport.Place(path: shownPath(other.path), range: location.range, lines: other.text.lines)
      }
    }
  }

  /// What comes of the analysis of each settings file of some projects, by their folders: `Cofre.yaml` first.
  func settings<Result>(
    of projects: [String], _ body: (_ path: String, _ analysis: SettingsAnalysis) -> Result
  ) async throws -> [Result] {
    var results: [Result] = []
    for folder in projects {
      let kinds = await source.settingsFiles(in: folder).sorted().compactMap { SettingsFileKind(fileName: $0) }
      for kind in kinds.filter({ $0 == .project }) + kinds.filter({ $0 != .project }) {
        let path = folder == "/" ? "/\(kind.fileName)" : "\(folder)/\(kind.fileName)"
        guard let bytes = await source.read(path) else { continue }
        let analysis = try await workspace.settingsAnalysis(
          key: path, path: path, kind: kind, text: SettingsText(bytes), wishes)
        results.append(body(path, analysis))
      }
    }
    return results
  }

  private var wishes: Workspace.Wishes {
    Workspace.Wishes(folders: folders, silencedCodes: allowed)
  }

  /// What comes of the analysis of each script, in order; nil for one that cannot be read.
  func analyses<Result: Sendable>(
    of paths: [String], _ body: @escaping @Sendable (_ path: String, _ analysis: DocumentAnalysis) -> Result
  ) async throws -> [Result?] {
    try await withThrowingTaskGroup(of: (Int, Result?).self) { group in
      for (index, path) in paths.enumerated() {
        group.addTask {
          guard let text = await workspace.text(at: path) else { return (index, nil) }
          let analysis = try await workspace.analysis(
            of: Workspace.Script(key: path, path: path, text: text), wishes)
          let result = body(path, analysis)
          workspace.forget(path)
          return (index, result)
        }
      }
      var results = [Result?](repeating: nil, count: paths.count)
      for try await (index, result) in group { results[index] = result }
      return results
    }
  }

  /// Forgets a file that was written.
  func fileChanged(_ path: String) { workspace.fileChanged(path) }
}
