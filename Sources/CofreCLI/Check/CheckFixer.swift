import CofreAnalysis
import CofreModel
import CofreState
import Glibc
import LuaSyntax

/// Makes the fixes that need no answer, again until there are none.
struct CheckFixer: Sendable {
  /// A fix may bring the next one to light; more rounds than this would mean that two of them undo each other.
  private static let maximumRounds = 10

  let runner: CheckRunner

  /// Fixes the settings of projects, and scripts; what was done, in order.
  ///
  /// Each file is replaced as a whole, so that at any moment the old or the new one is there.
  func fix(_ paths: [String], settingsOf projects: [String] = []) async throws -> [CheckReport.Fixed] {
    var fixed: [CheckReport.Fixed] = []
    for _ in 0..<Self.maximumRounds {
      let settings = try await runner.settings(of: projects) { path, analysis in
        change(analysis.diagnostics(), of: analysis.file.text.bytes, at: path) { _ in true }
      }
      let scripts = try await runner.analyses(of: paths) { path, analysis in
        // A fix that breaks the syntax is none.
        change(analysis.diagnostics(), of: analysis.file.source, at: path) { new in
          SourceFile(new).errors.count <= analysis.file.errors.count
        }
      }
      let wanted = settings.compactMap { $0 } + scripts.compactMap { $0 ?? nil }
      if wanted.isEmpty { break }
      for change in wanted {
        try write(change)
        fixed += change.fixed
      }
    }
    return fixed
  }

  private struct Change: Sendable {
    var path: String
    var old: [UInt8]
    var new: [UInt8]
    var fixed: [CheckReport.Fixed]
  }

  private func change(
    _ diagnostics: [AnalysisDiagnostic], of source: [UInt8], at path: String, isSound: ([UInt8]) -> Bool
  ) -> Change? {
    let (edits, wanted) = AnalysisDiagnostic.compatibleFixes(diagnostics)
    guard !edits.isEmpty else { return nil }
    let new = Self.applying(edits, to: source)
    guard new != source, isSound(new) else { return nil }
    let lines = LineTable(source)
    let fixed = wanted.map { diagnostic in
      CheckReport.Fixed(
        path: runner.shownPath(path), line: lines.line(at: diagnostic.range.lowerBound) + 1, code: diagnostic.code,
        title: diagnostic.preferredFix?.title ?? "")
    }
    return Change(path: path, old: source, new: new, fixed: fixed)
  }

  /// The text with edits that are in order and apart.
  static func applying(_ edits: [Edit], to source: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var end = 0
    for edit in edits {
      result += source[end..<edit.range.lowerBound]
      result += edit.text.utf8
      end = edit.range.upperBound
    }
    return result + source[end...]
  }

  /// Puts the new text in the place of the old one; throws when the file is not what was looked at any more.
  private func write(_ change: Change) throws {
    // A link stays a link.
    let resolved = realpath(change.path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? change.path
    do {
      guard try Files.read(target) == change.old else {
        throw DiagnosticError(
          Diagnostic(
            code: "file-changed", "File changed meanwhile",
            detail: "'\(runner.shownPath(change.path))' was changed by someone else after it had been read.",
            hint: "Run the command again."))
      }
      try Files.replace(
        target, with: change.new, mode: Files.mode(of: target).map { $0 & 0o7777 },
        temporaryPath: "\(target).cofre-fix.tmp")
    } catch let error as FileError {
      throw DiagnosticError(
        Diagnostic(
          code: "cannot-write", "A file cannot be written",
          detail: "'\(runner.shownPath(change.path))' \(error.action): \(error.reason)."))
    }
    runner.fileChanged(change.path)
  }
}
