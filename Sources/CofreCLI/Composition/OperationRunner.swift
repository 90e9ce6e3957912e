import CofreEngine
import CofreModel
import CofreProject

/// What the commands that work on a stack's resources have in common: the project, the view, Ctrl-C, the exit code.
struct OperationRunner: Sendable {
  let projectStack: ProjectStack
  let console: Console
  let view: any OperationView
  let cancellation = Cancellation()
  private let options: EngineOptions
  private let usesSandbox: Bool
  /// Codes of checks that are let pass for this run.
  private let allowed: [String]

  init(
    _ global: GlobalOptions, _ stack: StackOptions, _ operation: OperationOptions, continuesOnError: Bool = false
  ) throws {
    console = global.console
    projectStack = try ProjectStack.open(global, stack, console: console)
    let values = ValueText(showsSecrets: operation.showSecrets)
    let places = ScriptPlaces(root: projectStack.root)
    if operation.json {
      view = JSONOperationView(console: console, values: values, places: places)
    } else {
      let diagnostics = DiagnosticText(style: console.stderrStyle, places: places)
      view = HumanOperationView(console: console, values: values, diagnostics: diagnostics)
    }
    options = EngineOptions(parallelism: operation.parallel, continuesOnError: continuesOnError)
    usesSandbox = operation.sandbox || projectStack.project.usesSandbox
    allowed = operation.allowed.allow
  }

  /// Runs the work with a session that reaches the clouds or the sandbox; what goes wrong is shown by the view.
  func run(_ work: @escaping @Sendable (OperationSession) async throws -> Outcome) throws -> Outcome {
    try act(work)
  }

  /// As ``run(_:)``, for work that comes to something else than an outcome.
  func act<Result: Sendable>(_ work: @escaping @Sendable (OperationSession) async throws -> Result) throws -> Result {
    Interrupts.handle(cancellation, console: console)
    let sandbox = usesSandbox ? try projectStack.openSandbox(allowing: allowed) : nil
    defer { sandbox?.child?.end() }
    let session = OperationSession(
      projectStack: projectStack, sandbox: sandbox, view: view, console: console, options: options,
      cancellation: cancellation)
    do {
      return try runBlocking { try await work(session) }
    } catch let exit as CommandExit {
      throw exit
    } catch {
      view.show(ErrorText.diagnostics(for: error))
      throw CommandExit(code: .failed)
    }
  }

  /// Throws the exit code that an outcome calls for.
  func finish(_ outcome: Outcome) throws {
    if outcome.hasErrors { throw CommandExit(code: .failed) }
    if outcome.wasCancelled { throw CommandExit(code: .interrupted) }
  }

  /// Asks; a no ends the command, and so does not being able to ask.
  func requireApproval(_ question: String, answer: String) throws {
    guard console.capabilities.canAsk else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-input", "Approval is needed", detail: "There are changes, and nobody can be asked about them.",
          hint: "Give --yes to go on without being asked."))
    }
    guard Prompt(console: console).confirm("\n\(question)", expecting: answer) else {
      console.say("cofre: nothing was changed")
      throw CommandExit(code: .failed)
    }
  }
}
