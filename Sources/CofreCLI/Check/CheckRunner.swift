import CofreAnalysis
import CofreModel
import CofreWorkspace
import LuaSyntax

/// Looks at files and tells what is wrong in them: what the language server says, without an editor.
struct CheckRunner: Sendable {
  /// How a path is shown.
  let shownPath: @Sendable (_ path: String) -> String
  /// Codes that are not wanted, beside what the projects say.
  let allowed: Set<String>
  private let workspace: CofreWorkspace.Workspace
  private let folders: [String]

  /// `folders` are those that scripts which belong to no project take their modules from, each from the nearest one.
  init(
    _ source: any ProjectSource, folders: [String], allowed: Set<String>,
    shownPath: @escaping @Sendable (String) -> String
  ) {
    workspace = CofreWorkspace.Workspace(source)
    self.folders = folders
    self.allowed = allowed
    self.shownPath = shownPath
  }

  /// The scripts in a folder, or in all of the project that it belongs to; sorted.
  func scripts(in folder: String, wholeProject: Bool) async -> [String] {
    let scripts = await workspace.scripts(around: folder)
    return wholeProject ? scripts : scripts.filter { $0.hasPrefix(folder == "/" ? "/" : folder + "/") }
  }

  /// Checks scripts, many at a time; the findings are in the order of the paths as shown.
  func run(_ paths: [String]) async throws -> CheckReport {
    let checked = try await analyses(of: paths) { path, analysis in findings(of: analysis, at: path) }
    let all = zip(paths, checked).flatMap { path, found in
      found ?? [CheckedFile(path: shownPath(path), settings: [], showsLines: false).finding(Self.unreadable)]
    }
    return CheckReport(findings: all, fileCount: paths.count)
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

  /// What comes of the analysis of each script, in order; nil for one that cannot be read.
  func analyses<Result: Sendable>(
    of paths: [String], _ body: @escaping @Sendable (_ path: String, _ analysis: DocumentAnalysis) -> Result
  ) async throws -> [Result?] {
    try await withThrowingTaskGroup(of: (Int, Result?).self) { group in
      for (index, path) in paths.enumerated() {
        group.addTask {
          guard let text = await workspace.text(at: path) else { return (index, nil) }
          let analysis = try await workspace.analysis(
            of: CofreWorkspace.Workspace.Script(key: path, path: path, text: text),
            CofreWorkspace.Workspace.Wishes(folders: folders, silencedCodes: allowed))
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
