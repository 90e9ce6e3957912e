import CofreAnalysis
import CofreWorkspace
import LuaSyntax
import Synchronization

/// Files in memory, all in one project or in none.
final class MemoryDisk: ProjectSource {
  private let files: Mutex<[String: String]>

  private let hasProject: Bool

  init(_ files: [String: String], hasProject: Bool = true) {
    self.files = Mutex(files)
    self.hasProject = hasProject
  }

  func write(_ path: String, _ text: String?) { files.withLock { $0[path] = text } }

  func read(_ path: String) async -> [UInt8]? {
    // Others get their turn, as they do while a disk is read.
    await Task.yield()
    return files.withLock { $0[path] }.map { Array($0.utf8) }
  }

  func luaFiles(below folder: String) async -> [String] {
    await Task.yield()
    return files.withLock { files in
      files.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".lua") && !$0.contains("/.") }
        .filter { !$0.contains("/node_modules/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
    }
  }

  func project(containing folder: String) async -> ProjectDescription? {
    hasProject ? ProjectDescription(folder: "/p") : nil
  }
}

extension Workspace {
  /// The analysis of a file, as it is on disk or as it is typed.
  func analysis(_ path: String, _ open: [String: ScriptText] = [:]) async throws -> DocumentAnalysis {
    var text = open[path]
    if text == nil { text = await self.text(at: path) }
    let script = Script(key: path, path: path, text: text ?? ScriptText(""))
    return try await analysis(of: script, Wishes(overlays: open))
  }

  /// The codes and lines of what is wrong with a file.
  func findings(_ path: String, _ open: [String: ScriptText] = [:]) async throws -> [String] {
    let analysis = try await analysis(path, open)
    return analysis.diagnostics().map { "\(analysis.file.lines.line(at: $0.range.lowerBound) + 1) \($0.code)" }
  }
}
