import ArgumentParser
import CofreSandbox

/// `cofre-sandbox`: AWS, Google Cloud and Azure on loopback.
@main
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cofre-sandbox",
    abstract: "Serve AWS, Google Cloud and Azure on loopback, for trying stacks without an account.",
    discussion: """
      EXAMPLES:
        cofre-sandbox --memory
        cofre-sandbox --data .cofre/sandbox --port 8400 --tls-port 8443

      When it is ready it prints one line of JSON: its addresses, and the variables with which cofre, boto3, \
      google-cloud and the Azure SDKs reach it.
      """,
    version: SandboxVersion.text)

  @Option(help: ArgumentHelp("Keep state, credentials and certificates in this folder.", valueName: "folder"))
  var data: String?

  @Flag(help: "Keep nothing: state and credentials end with the process.")
  var memory = false

  @Option(help: ArgumentHelp("The port for HTTP; 0 takes a free one.", valueName: "port"))
  var port = 0

  @Option(help: ArgumentHelp("The port for HTTPS; 0 takes a free one.", valueName: "port"))
  var tlsPort = 0

  @Flag(help: "Stop when standard input ends, so that a parent that dies leaves nothing behind.")
  var untilStdinCloses = false

  @Flag(help: "Write a line for each request to standard error: never bodies, query values or credentials.")
  var log = false

  @Flag(help: "Take a tenant id that is no UUID and a subnet that does not exist, as tutorials have them.")
  var acceptPlaceholders = false

  @Option(help: ArgumentHelp("Let the clouds' time run ahead, such as 90d or 12h.", valueName: "duration"))
  var clockOffset: String?

  func validate() throws {
    guard memory != (data != nil) else { throw ValidationError("Give either --data FOLDER or --memory.") }
    guard 0...65_535 ~= port, 0...65_535 ~= tlsPort else { throw ValidationError("A port is a number up to 65535.") }
    if let clockOffset, Sandbox.seconds(of: clockOffset) == nil {
      throw ValidationError("--clock-offset takes a number followed by s, m, h or d.")
    }
  }

  func run() async throws {
    do {
      let folder = try data.map { try Folder(path: $0) } ?? Folder.temporary()
      defer { if memory { folder.remove() } }
      try await serve(from: folder)
    } catch {
      ReadyLine.fail("\(error)")
    }
  }

  private func serve(from folder: Folder) async throws {
    let host = try SandboxHost(
      installation: Installation(folder: folder), isKept: !memory,
      options: Sandbox.Options(acceptsPlaceholders: acceptPlaceholders))
    if let seconds = clockOffset.flatMap(Sandbox.seconds) { try await host.setClockOffset(seconds: seconds) }
    if untilStdinCloses { ParentWatch.start(removing: memory ? folder : nil) }
    try await SandboxServer(host: host, httpPort: port, httpsPort: tlsPort, log: log ? RequestLog() : nil).run()
  }
}
