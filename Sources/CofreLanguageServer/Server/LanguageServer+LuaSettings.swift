import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol
import LuaSyntax
import Synchronization

/// What folders say to Lua servers in general, and cannot be read or heeded.
extension LanguageServer {
  /// Tells of such files at their own places, and takes it back when they have been put right.
  ///
  /// No document stands for them that a client would ask about, so they are told whether it asks for diagnostics or not.
  func tellOfUnreadSettings(_ context: RequestContext) async throws {
    var found: [String: [LSPDiagnostic]] = [:]
    for folder in context.projectFolders {
      for problem in try await lane.run({ await context.workspace.luaSettingsProblems(around: folder) }) {
        let range = LineTable(problem.bytes).protocolRange(
          of: problem.diagnostic.range, encoding: context.session.encoding)
        found[problem.path] = [LSPDiagnostic(problem.diagnostic, range: range)]
      }
    }
    // Who is outdated was cancelled under the same lock, so that nothing old is told after something new.
    let old = try state.withLock { state in
      try Task.checkCancellation()
      let old = state.unreadSettings
      state.unreadSettings = found
      return old
    }
    for path in Set(old.keys).union(found.keys).sorted() where old[path] != found[path] {
      publish(FileURI.uri(path), found[path] ?? [], version: nil)
    }
  }
}
