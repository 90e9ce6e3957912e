import ArgumentParser
import CofreJSON
import CofreModel
import CofreProject
import Glibc

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run the sandbox of the clouds, or say how to reach it.",
    discussion: """
      It serves AWS, Google Cloud and Azure on loopback, until Ctrl-C. What is made in it is kept under .cofre/sandbox/ \
      of the project, unless --memory is given. While it runs, commands with --sandbox use it.

      EXAMPLES:
        cofre sandbox                        run it in this terminal
        eval "$(cofre sandbox --env)"        in another one: SDKs then reach it
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(name: .long, help: "Print the variables with which other tools reach the running sandbox, and end.")
  var env = false

  @Flag(name: .long, help: "Keep nothing after the end.")
  var memory = false

  @Option(name: .long, help: "The port for HTTP; 0 is a free one.")
  var port = 0

  @Option(name: .customLong("tls-port"), help: "The port for HTTPS; 0 is a free one.")
  var tlsPort = 0

  @Flag(name: .long, help: "Log each request on stderr: method, path and status.")
  var log = false

  func validate() throws {
    guard 0...65_535 ~= port, 0...65_535 ~= tlsPort else {
      throw ValidationError("A port is a number from 0 to 65535.")
    }
  }

  func run() throws {
    let console = Console(noColor: global.noColor, noInput: true, environment: ProcessEnvironment.variables)
    let root = try ProjectFolder.rootOrWorkingDirectory(global)
    if env { return try printEnvironment(root, console) }
    if try Sandbox.running(in: root) != nil {
      throw DiagnosticError(
        Diagnostic(
          code: "sandbox-runs", "The sandbox runs already", detail: "Another 'cofre sandbox' serves this project.",
          hint: "eval \"$(cofre sandbox --env)\" reaches it."))
    }
    try serve(root, console)
  }

  private func serve(_ root: String, _ console: Console) throws {
    let stop = SandboxStop.prepare()
    let data = try Sandbox.dataArguments(project: root)
    var arguments = memory ? ["--memory"] : data
    arguments += ["--port", "\(port)", "--tls-port", "\(tlsPort)"]
    if log { arguments.append("--log") }
    if let project = try? Project.load(from: root), Placeholders.areAllowed(by: project, and: []) {
      arguments.append(Sandbox.placeholderOption)
    }
    let sandbox = try Sandbox.start(arguments, standalone: true)
    try announce(sandbox, root)
    defer { unlink(Sandbox.announcement(root)) }
    console.say("cofre: the sandbox serves AWS, Google Cloud and Azure")
    console.say("  http   \(sandbox.http)")
    console.say("  https  \(sandbox.https)")
    console.say("cofre: hint: in another terminal: eval \"$(cofre sandbox --env)\"; Ctrl-C ends it here")
    stop.wait()
    sandbox.child?.end()
  }

  /// Lets other commands find it.
  ///
  /// The file holds the sandbox's own credentials, hence its mode.
  private func announce(_ sandbox: Sandbox, _ root: String) throws {
    let variables = sandbox.environment.keys.sorted().map { ($0, JSON.string(sandbox.environment[$0] ?? "")) }
    let json: JSON = [
      "http": .string(sandbox.http), "https": .string(sandbox.https),
      "environment": .object(JSONObject(variables)),
    ]
    let path = Sandbox.announcement(root)
    unlink(path)
    // The descriptor stays open, and with it the lock, until this process ends.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let bytes = json.serialized()
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      write(descriptor, bytes, bytes.count) == bytes.count
    else {
      throw DiagnosticError(
        Diagnostic(code: "cannot-write", "A file cannot be written", detail: "'\(path)' cannot be written."))
    }
  }

  private func printEnvironment(_ root: String, _ console: Console) throws {
    guard let sandbox = try Sandbox.running(in: root) else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-sandbox-runs", "No sandbox runs", detail: "No 'cofre sandbox' serves this project.",
          hint: "Start one in another terminal: cofre sandbox"))
    }
    for name in sandbox.environment.keys.sorted() {
      let value = (sandbox.environment[name] ?? "").split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''")
      console.print("export \(name)='\(value)'")
    }
  }
}

/// The end of a sandbox that runs by itself: Ctrl-C or a termination.
struct SandboxStop {
  /// To be called before any other thread is started.
  static func prepare() -> SandboxStop {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    return SandboxStop()
  }

  func wait() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGHUP)
    var received: Int32 = 0
    sigwait(&signals, &received)
  }
}
