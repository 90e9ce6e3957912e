import ArgumentParser
import CofreEngine

struct DestroyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Remove everything the stack made.",
    discussion: """
      It shows the plan and asks for the stack's name. Protected resources stop it before anything is removed.

      EXAMPLES:
        cofre destroy
        cofre destroy --yes --sandbox
        cofre preview --destroy               only the plan
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @OptionGroup var operation: OperationOptions
  @OptionGroup var approval: ApprovalOptions

  func run() throws {
    let runner = try OperationRunner(global, stack, operation, continuesOnError: approval.continueOnError)
    let outcome = try runner.run { session in
      if !approval.yes {
        let plan = try await session.previewDestroy()
        guard !plan.hasErrors, plan.hasChanges else { return plan }
        let name = runner.projectStack.stack
        try runner.requireApproval("Remove all of this? Type the stack's name, '\(name)', to go on.", answer: name)
        return try await session.destroy(asPlanned: true)
      }
      return try await session.destroy()
    }
    try runner.finish(outcome)
  }
}
