import ArgumentParser
import CofreEngine
import CofreLua
import CofreModel
import CofreProject

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a Lua script that acts, rather than one that declares.",
    discussion: """
      The script finds the stack under 'cofre': its outputs and configuration, its resources and secret values, and the \
      operations themselves. Calls wait for the clouds; cofre.spawn and cofre.gather let several wait at once. Secret \
      values are opaque: they can be handed on, and are never printed. docs/scripts.md lists the functions.

      EXAMPLES:
        cofre run rotate.lua
        cofre run copy.lua --sandbox -- apiSecret otherSecret
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @OptionGroup var operation: OperationOptions

  @Argument(help: "The script, a path in the project.", completion: .file(extensions: ["lua"]))
  var script: String

  @Argument(help: "What the script finds in 'arg' and '...'.")
  var arguments: [String] = []

  func run() throws {
    let runner = try OperationRunner(global, stack, operation)
    let files = try ProjectFileReader(root: runner.projectStack.root)
    let (script, arguments) = (script, arguments)
    guard try files.read(script) != nil else {
      throw UsageError(message: "There is no file '\(script)' in '\(runner.projectStack.root)'.", command: "run")
    }
    try runner.act { session in
      let program = ScriptRunner(
        ScriptRunnerOptions(
          script: script, arguments: arguments, readFile: { try files.read($0) },
          hostFunctions: try ScriptFunctions(session).all, limits: ProjectStack.scriptLimits(default: nil),
          onMessage: { runner.view.show($0) }))
      let run = Task { _ = try await program.run() }
      runner.cancellation.onCancel { run.cancel() }
      do {
        try await run.value
      } catch  where runner.cancellation.isCancelled {
        throw CommandExit(code: .interrupted)
      }
    }
  }
}
