import CofreModel
import CofreState
import Glibc
import LuaFormatting
import LuaSyntax

/// A Lua file on disk and what the style makes of it.
struct FormattedFile {
  enum Outcome {
    case unchanged
    case changed([UInt8])
    /// It has syntax errors; the first of them.
    case refused(Diagnostic)
  }

  /// As messages name it.
  let name: String
  let file: SourceFile
  let outcome: Outcome

  init(name: String, bytes: [UInt8]) {
    self.name = name
    file = SourceFile(bytes)
    if let error = file.errors.first {
      outcome = .refused(Self.diagnostic(error, in: file, name))
    } else {
      let formatted = LuaFormatter.formatted(file) ?? bytes
      outcome = formatted == bytes ? .unchanged : .changed(formatted)
    }
  }

  private static func diagnostic(_ error: SyntaxError, in file: SourceFile, _ name: String) -> Diagnostic {
    let position = file.lines.position(at: error.range.lowerBound, encoding: .utf8)
    return Diagnostic(
      code: "syntax-error", error.summary, detail: "\(error.detail) The file was left as it is.", hint: error.hint,
      location: SourceLocation(file: name, line: position.line + 1, column: position.column + 1))
  }

  /// Puts what was formatted in the place of the file, whose permissions stay; a link stays a link.
  ///
  /// Throws a `DiagnosticError`, and changes nothing, when it cannot be written, or is not what was read any more.
  func write(_ bytes: [UInt8], to path: String) throws {
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? path
    do throws(FileError) {
      guard access(target, W_OK) == 0 else { throw FileError("could not be written", target) }
      guard try Files.read(target) == file.source else {
        throw FileError("was changed meanwhile", target, code: EAGAIN)
      }
      let mode = Files.mode(of: target).map { $0 & 0o7777 }
      try Files.replace(target, with: bytes, mode: mode, temporaryPath: "\(target).cofre-\(getpid())")
    } catch {
      throw Self.failure(name, error)
    }
  }

  /// Reads and formats a file; throws a `DiagnosticError` when it cannot be read.
  static func read(_ path: String, name: String) throws -> FormattedFile {
    do throws(FileError) {
      guard let bytes = try Files.read(path) else { throw FileError("could not be read", path, code: ENOENT) }
      return FormattedFile(name: name, bytes: bytes)
    } catch {
      throw failure(name, error)
    }
  }

  private static func failure(_ name: String, _ error: FileError) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "file-not-formatted", "File not accessible", detail: "'\(name)' \(error.action): \(error.reason)."))
  }
}
