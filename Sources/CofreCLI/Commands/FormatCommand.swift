import ArgumentParser
import CofreModel
import CofreState
import Glibc
import LuaSyntax

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Bring Lua files into the one style.",
    discussion: """
      Without a path it formats all Lua files of the project, or, outside a project, of the folder; hidden folders and \
      links are left out. There are no settings. Comments stay in their places, and what a file means does not change; a \
      file with syntax errors is left as it is, and makes the command fail.

      EXAMPLES:
        cofre fmt                                the whole project
        cofre fmt stack.lua lib                  a file, and all files of a folder
        cofre fmt --check                        in CI: fail if anything would change
        cofre fmt --stdin < old.lua > new.lua    for editors and pipes
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Lua files, or folders to look for them in.", completion: .file(extensions: ["lua"]))
  var paths: [String] = []

  @Flag(name: .long, help: "Write nothing; show what would change, and exit with 1 if anything would.")
  var check = false

  @Flag(name: .long, help: "Format what is read from stdin, and write it to stdout.")
  var stdin = false

  func validate() throws {
    if stdin, !paths.isEmpty { throw ValidationError("--stdin takes no path.") }
    try global.requireReadable(paths)
  }

  func run() throws {
    let console = global.console
    if stdin {
      try formatStdin(console)
      return
    }
    var changed = 0
    var failed = 0
    let files = try files()
    for file in files {
      do {
        if try format(file, console) { changed += 1 }
      } catch let error as DiagnosticError {
        failed += 1
        let text = DiagnosticText(style: console.stderrStyle)
        for diagnostic in error.diagnostics { console.say(text.text(diagnostic)) }
      }
    }
    console.print(summary(changed: changed, failed: failed, of: files.count))
    if failed > 0 || check && changed > 0 { throw CommandExit(code: .failed) }
  }

  private func summary(changed: Int, failed: Int, of count: Int) -> String {
    let files = "\(count) \(count == 1 ? "file" : "files")"
    let left = failed > 0 ? "; \(failed) could not be formatted" : ""
    return check ? "\(changed) of \(files) would change\(left)" : "formatted \(changed) of \(files)\(left)"
  }

  /// Formats a file, or says how; whether it changes.
  private func format(_ found: (path: String, name: String), _ console: Console) throws -> Bool {
    let file = try FormattedFile.read(found.path, name: found.name)
    switch file.outcome {
    case .unchanged: return false
    case .refused(let diagnostic): throw DiagnosticError(diagnostic)
    case .changed(let bytes):
      if check {
        console.print("\(found.name) would change")
        console.print(FormatDiff(style: console.stdoutStyle).text(found.name, from: file.file, to: SourceFile(bytes)))
      } else {
        try file.write(bytes, to: found.path)
        console.print(found.name)
      }
      return true
    }
  }

  private func formatStdin(_ console: Console) throws {
    guard let bytes = FileReader.read("/dev/stdin") else {
      throw DiagnosticError(
        Diagnostic(code: "file-not-formatted", "File not accessible", detail: "Stdin could not be read."))
    }
    let file = FormattedFile(name: "stdin", bytes: bytes)
    switch file.outcome {
    case .refused(let diagnostic): throw DiagnosticError(diagnostic)
    case .unchanged: if !check { console.printRaw(bytes) }
    case .changed(let formatted):
      if check { throw CommandExit(code: .failed) }
      console.printRaw(formatted)
    }
  }

  // MARK: - Files

  /// The files to format, each once, with their names as seen from the folder that the command works in.
  private func files() throws -> [(path: String, name: String)] {
    let folder = ProjectFolder.absolute(".", global)
    var found: [String: String] = [:]
    for path in paths.isEmpty ? [nil] : paths.map({ $0 }) {
      let absolute = try path.map { ProjectFolder.absolute($0, global) } ?? ProjectFolder.rootOrWorkingDirectory(global)
      if Files.isFolder(absolute) {
        for name in LuaFiles.paths(below: absolute) {
          let file = absolute == "/" ? "/\(name)" : "\(absolute)/\(name)"
          found[file] = Self.name(of: file, in: folder)
        }
      } else {
        found[absolute] = path ?? absolute
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func name(of path: String, in folder: String) -> String {
    path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.utf8.count + 1)) : path
  }
}
