import ArgumentParser
import CofreEngine

struct UpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Make the clouds what the script says.",
    discussion: """
      EXAMPLES:
        cofre up                  preview, ask, do
        cofre up --yes            in CI: do it without asking
        cofre up --yes --sandbox  on a laptop with no account
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @OptionGroup var operation: OperationOptions
  @OptionGroup var approval: ApprovalOptions

  func run() throws {
    let runner = try OperationRunner(global, stack, operation, continuesOnError: approval.continueOnError)
    let outcome = try runner.run { session in
      if !approval.yes {
        let plan = try await session.preview()
        guard !plan.hasErrors, plan.hasChanges else { return plan }
        try await session.requireKeepableKey(isPreviewed: true)
        try runner.requireApproval("Do this? Type 'yes' to go on.", answer: "yes")
        return try await session.up(asPlanned: true)
      }
      return try await session.up()
    }
    try runner.finish(outcome)
  }
}
