import ArgumentParser
import CofreAnalysis
import CofreJSON
import CofreModel
import CofreSettings
import Glibc

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in scripts, as the language server does, without running them.",
    discussion: """
      Without a path it looks at all Lua files of the project, or, outside a project, of the folder. Codes that \
      'Cofre.yaml' lists under 'allow:', and what the scripts silence by '---@diagnostic' comments, are left out. \
      It exits with 1 when there are errors. No secret value is printed in any format.

      EXAMPLES:
        cofre check                              the whole project
        cofre check --fix stack.lua lib          make the fixes that need no answer
        cofre check --deny warning               in CI: fail for warnings as well
        cofre check --format sarif > cofre.sarif for code scanning
        cofre check --allow placeholder-value    for now
        cofre check --stdin --stdin-path lib/keys.lua < buffer
      """)

  /// How the findings are told.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, github }

  /// What else than errors is a failure.
  enum Denied: String, CaseIterable, ExpressibleByArgument { case warning, note }

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Lua files, or folders to look for them in.", completion: .file(extensions: ["lua"]))
  var paths: [String] = []

  @Option(name: .long, help: "text, json, sarif or github.")
  var format = Format.text

  @Flag(name: .long, help: "Make the fixes that need no answer, then say what is left.")
  var fix = false

  @Flag(name: .long, help: "Look at what is read from stdin.")
  var stdin = false

  @Option(name: .long, help: "The file that the text on stdin counts as.", completion: .file(extensions: ["lua"]))
  var stdinPath: String?

  @Option(name: .long, help: "Exit with 1 for warnings too, or for warnings and notes: warning, note.")
  var deny: Denied?

  @OptionGroup var allowed: AllowOptions

  func validate() throws {
    if stdin, !paths.isEmpty {
      throw ValidationError("--stdin takes no path; --stdin-path says which file it counts as.")
    }
    if stdin, fix { throw ValidationError("--stdin and --fix do not go together: there is no file to write.") }
    if !stdin, stdinPath != nil { throw ValidationError("--stdin-path needs --stdin.") }
    try global.requireReadable(paths)
  }

  func run() throws {
    let console = global.console
    let places = CheckPaths(global, prefersRepository: format == .github || format == .sarif)
    let runner = CheckRunner(
      try EditorProjects(), folders: [places.folder] + paths.map(places.absolute), allowed: Set(allowed.allow),
      shownPath: { places.shown($0) })
    let report = try stdin ? stdinReport(places, runner) : fileReport(places, runner, console)
    show(report, console)
    if report.count(.error) > 0 || deny != nil && report.count(.warning) > 0
      || deny == .note && report.count(.note) > 0
    {
      throw CommandExit(code: .failed)
    }
  }

  private func fileReport(_ places: CheckPaths, _ runner: CheckRunner, _ console: Console) throws -> CheckReport {
    let (scripts, projects) = try scope(places, runner, console)
    let fixes = fix
    return try runBlocking {
      let fixed = fixes ? try await CheckFixer(runner: runner).fix(scripts, settingsOf: projects) : []
      var report = try await runner.run(scripts, settingsOf: projects)
      report.fixed = fixed
      return report
    }
  }

  private func stdinReport(_ places: CheckPaths, _ runner: CheckRunner) throws -> CheckReport {
    guard let bytes = FileReader.read("/dev/stdin") else {
      throw DiagnosticError(
        Diagnostic(code: "unreadable-file", "File cannot be read", detail: "Stdin could not be read."))
    }
    // Without a name it is a script of the folder, so that it finds the project and its modules.
    let path = places.absolute(stdinPath ?? "stdin")
    return try runBlocking { try await runner.run(bytes, as: path) }
  }

  /// The scripts to look at, in the order in which they are shown, and the folders of the projects whose settings are:
  /// those in the folders, or those of which a settings file is named.
  private func scope(
    _ places: CheckPaths, _ runner: CheckRunner, _ console: Console
  ) throws -> (scripts: [String], projects: [String]) {
    var scripts: Set<String> = []
    var projects: Set<String> = []
    for path in paths.isEmpty ? [nil] : paths.map({ $0 }) {
      let absolute = path.map(places.absolute) ?? places.folder
      switch CheckPaths.kind(absolute) {
      case .folder:
        let found = try runBlocking { await runner.scripts(in: absolute, wholeProject: path == nil) }
        let around = Set([absolute] + found.map(CheckPaths.folder)).compactMap(CheckPaths.project)
        projects.formUnion(around.filter { path == nil || CheckPaths.contains(absolute, $0) })
        scripts.formUnion(found)
      case .file where SettingsFileKind(path: absolute) != nil: projects.insert(CheckPaths.folder(of: absolute))
      case .file: scripts.insert(absolute)
      // Gone since the arguments were looked at.
      case nil: break
      }
    }
    if scripts.count >= EditorProjects.maximumFiles {
      console.say("cofre: there are more than \(EditorProjects.maximumFiles) files; name folders to look at the others")
    }
    let shown = scripts.map { (path: $0, shown: places.shown($0)) }
    return (shown.sorted { $0.shown < $1.shown }.map(\.path), projects.sorted())
  }

  private func show(_ report: CheckReport, _ console: Console) {
    switch format {
    case .text: console.print(CheckText(style: console.stdoutStyle).text(report))
    case .json: console.print(CheckJSON.json(report).text(.pretty))
    case .sarif: console.print(CheckSARIF(version: Version.text).json(report).text(.pretty))
    case .github:
      let text = CheckAnnotations.text(report)
      if !text.isEmpty { console.print(text) }
      console.say(CheckText(style: console.stderrStyle).summary(report))
    }
  }
}
