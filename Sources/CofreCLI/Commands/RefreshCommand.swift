import ArgumentParser
import CofreEngine

struct RefreshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Take over what the clouds say of the stack's resources.",
    discussion: """
      The script is not run and no cloud is changed. What was removed outside is dropped from state; what was changed \
      outside is shown by the next preview.

      EXAMPLES:
        cofre refresh
        cofre refresh --preview-only          say what differs, keep the state
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @OptionGroup var operation: OperationOptions

  @Flag(name: [.customShort("y"), .long], help: "For scripts that give it to all commands: a refresh asks nothing.")
  var yes = false

  @Flag(name: .customLong("preview-only"), help: "Only say what differs.")
  var previewOnly = false

  func run() throws {
    let runner = try OperationRunner(global, stack, operation)
    let outcome = try runner.run { session in
      previewOnly ? try await session.previewRefresh() : try await session.refresh()
    }
    try runner.finish(outcome)
  }
}
