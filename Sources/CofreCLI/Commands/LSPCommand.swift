import ArgumentParser
import CofreLanguageServer

struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor.",
    discussion: """
      Speaks the language server protocol over stdin and stdout until the editor ends it. Editors start it by themselves; \
      editors/README.md has a configuration for each.
      """)

  @Flag(name: .long, help: "Talk over stdin and stdout, which is the only way; editors give this flag.")
  var stdio = false

  // Some editors say who they are, so that a server ends when they do; this one ends with its input.
  @Option(name: .customLong("clientProcessId"), help: .hidden)
  var clientProcessID: Int?

  func run() throws { try Self.serve() }

  /// Serves until the client ends it.
  static func serve() throws {
    let streams = try EditorStreams()
    let library = EditorLibrary(environment: ProcessEnvironment.variables, version: Version.text)
    let server = LanguageServer(
      LanguageServer.Environment(
        version: Version.text, projects: try EditorProjects(definitions: library.folder), plans: PlanProcess(),
        settingsKeeper: EditorSettings(ProcessEnvironment.variables), library: library, send: { streams.send($0) },
        exit: { streams.finish(ExitCode(rawValue: $0) ?? .failed) }))
    streams.readUntilEnd { server.receive($0) }
    server.inputEnded()
    streams.waitForExit()
  }
}
