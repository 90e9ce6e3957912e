import ArgumentParser
import Testing

@testable import CofreCLI

/// What commands say of themselves.
struct HelpTests {
  private static func all(_ command: any ParsableCommand.Type = CofreCommand.self) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap { all($0) }
  }

  private static func name(_ command: any ParsableCommand.Type) -> String { command.configuration.commandName ?? "" }

  @Test func everyCommandHasExamples() {
    let silent = CofreCommand.configuration.subcommands.filter { !$0.helpMessage(columns: 80).contains("EXAMPLES") }
    #expect(silent.map(Self.name) == ["lsp", "version"], "editors start the one, and the other takes no arguments")
  }

  @Test func examplesStandOnLinesOfTheirOwnInANarrowTerminal() {
    for command in Self.all() {
      var isExample = false
      for line in command.helpMessage(columns: 80).split(separator: "\n", omittingEmptySubsequences: false) {
        if isExample, !line.isEmpty { #expect(line.hasPrefix("  "), "\(Self.name(command)): \(line)") }
        if line.isEmpty { isExample = false }
        if line == "EXAMPLES:" { isExample = true }
      }
    }
  }
}
