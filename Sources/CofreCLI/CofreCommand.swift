package import ArgumentParser
import CofreModel
import CofreProject
import CofreSettings

/// The command line of Cofre.
package struct CofreCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cofre",
    abstract: "Secrets and keys as code.",
    discussion: """
      A stack script in Lua declares the secrets, keys, vaults and access rules that a team keeps in AWS, Google Cloud \
      and Azure. Cofre makes it so, and keeps no secret value anywhere but in the clouds.

      EXAMPLES:
        cofre new my-keys && cd my-keys      a project with a first stack script
        cofre check                          what is wrong in it, before it runs
        cofre preview                        what 'up' would do
        cofre up                             make it so
        cofre secret set apiSecret           a value for the vault; asks for it
        cofre output                         what the stack exports
        cofre destroy                        remove everything again

      A new project works on a sandbox of the clouds, with no account, until its \
      Cofre.yaml says otherwise. Editors start 'cofre lsp'. For completion in a \
      shell: cofre --generate-completion-script bash (or zsh, fish).

      EXIT CODES: 0 done, 1 failed, 2 wrong usage, 3 changes found by 'preview --expect-no-changes', 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      NewCommand.self, PreviewCommand.self, UpCommand.self, RefreshCommand.self, DestroyCommand.self,
      OutputCommand.self, StackCommand.self, ConfigCommand.self, SecretCommand.self, RunCommand.self,
      SandboxCommand.self, SchemaCommand.self, CheckCommand.self, ExplainCommand.self, FormatCommand.self,
      LSPCommand.self, VersionCommand.self,
    ])

  package init() {}

  /// Parses the arguments, runs the command, and ends the process.
  package static func runAndExit(_ arguments: [String]) -> Never {
    ignoreBrokenPipes()
    do {
      // Editors start it so, and wait for it: looking through all commands takes longer than all else at its start.
      if arguments == ["lsp"] || arguments == ["lsp", "--stdio"] {
        try LSPCommand.serve()
        exitProcess(.done)
      }
      if arguments == [PlanDocumentCommand.name] {
        try PlanDocumentCommand.run()
        exitProcess(.done)
      }
      var command = try parseAsRoot(LeadingOptions.moved(arguments))
      try command.run()
      exitProcess(.done)
    } catch let exit as CommandExit {
      exitProcess(exit.code)
    } catch {
      report(error, arguments)
    }
  }

  /// The text without those arguments that look like secrets: a slip of the keyboard is no reason to show one.
  private static func withholding(_ arguments: [String], from text: String) -> String {
    arguments.reduce(text) { text, argument in
      guard !argument.isEmpty, SecretLookingText.reason(argument, key: "") != nil else { return text }
      return text.replacing(argument, with: "[withheld]")
    }
  }

  /// Ends the process with what is wrong with its arguments, which begins as every other error does.
  private static func sayWrongUsage(_ text: String, _ console: Console) -> Never {
    let parserPrefix = "Error: "
    let rest = text.hasPrefix(parserPrefix) ? String(text.dropFirst(parserPrefix.count)) : text
    console.say("cofre: \(console.stderrStyle.red("error")): \(rest)")
    exitProcess(.usage)
  }

  private static func report(_ error: any Error, _ arguments: [String]) -> Never {
    let console = Console(
      noColor: arguments.contains("--no-color"), noInput: true, environment: ProcessEnvironment.variables)
    let isParserError = exitCode(for: error) != .failure || error is ValidationError
    if isParserError {
      let unknown = UnknownCommand.message(LeadingOptions.moved(arguments), of: Self.self)
      let text = withholding(arguments, from: unknown ?? fullMessage(for: error))
      let code = exitCode(for: error)
      if code == .success {
        console.print(text)
        exitProcess(.done)
      }
      sayWrongUsage(text, console)
    }
    if let error = error as? UsageError {
      sayWrongUsage(withholding(arguments, from: error.text), console)
    }
    let diagnostics = ErrorText.diagnostics(for: error)
    if arguments.contains("--json") {
      let view = JSONOperationView(console: console, values: ValueText(showsSecrets: false))
      view.show(diagnostics)
    } else {
      let text = DiagnosticText(style: console.stderrStyle)
      for diagnostic in diagnostics { console.say(text.text(diagnostic)) }
    }
    exitProcess(.failed)
  }
}
