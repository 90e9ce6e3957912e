import ArgumentParser
import CofreEngine

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show what 'up' would do; change nothing.",
    discussion: """
      EXAMPLES:
        cofre preview --sandbox
        cofre preview --expect-no-changes     in CI: exits with 3 if 'up' had work
        cofre preview --json                  one event a line, for programs
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @OptionGroup var operation: OperationOptions

  @Flag(name: .customLong("expect-no-changes"), help: "Exit with 3 when there are changes.")
  var expectNoChanges = false

  @Flag(name: .long, help: "Show what 'destroy' would do instead.")
  var destroy = false

  func run() throws {
    let runner = try OperationRunner(global, stack, operation)
    let outcome = try runner.run { session in
      destroy ? try await session.previewDestroy() : try await session.preview()
    }
    try runner.finish(outcome)
    if expectNoChanges, outcome.hasChanges { throw CommandExit(code: .changesFound) }
  }
}
