import CofreJSON
import CofreModel
import Glibc

/// A sandbox of the clouds that serves this project: one that runs already, or a child of ours.
struct Sandbox {
  /// The variables with which our providers, and the clouds' own tools, reach it.
  var environment: [String: String]
  var http: String
  var https: String
  /// Nil when somebody else started it.
  private(set) var child: ChildProcess?
  /// Whether it was asked for ids that nobody has filled in to be taken.
  var acceptsPlaceholders = false

  /// The running one of the project, or a new one on free ports with its data under `.cofre/sandbox/`.
  static func open(project root: String, acceptsPlaceholders: Bool) throws -> Sandbox {
    var sandbox: Sandbox
    if let running = try running(in: root) {
      sandbox = running
    } else {
      let options = acceptsPlaceholders ? [placeholderOption] : []
      sandbox = try start(
        dataArguments(project: root) + SandboxPorts.arguments(project: root) + options, standalone: false)
      SandboxPorts.remember(sandbox, project: root)
    }
    sandbox.acceptsPlaceholders = acceptsPlaceholders
    return sandbox
  }

  /// What tells a sandbox to take ids that nobody has filled in.
  static let placeholderOption = "--accept-placeholders"

  /// Starts one.
  ///
  /// `standalone` keeps it running until it is told to stop rather than until our end.
  static func start(_ arguments: [String], standalone: Bool) throws -> Sandbox {
    let child = try ChildProcess(try executable(), arguments + ["--until-stdin-closes"])
    guard let line = child.readLine() else {
      child.end()
      throw DiagnosticError(
        Diagnostic(
          code: "sandbox-failed", "The sandbox did not start", detail: "It ended before it was ready.",
          hint: "Its own message stands above; 'cofre sandbox' starts it alone."))
    }
    var sandbox = try parse(line)
    sandbox.child = child
    return sandbox
  }

  static func dataArguments(project root: String) throws -> [String] {
    for folder in ["\(root)/.cofre", dataFolder(root)] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
      throw DiagnosticError(
        Diagnostic(
          code: "cannot-write", "A folder cannot be made",
          detail: "'\(folder)' cannot be made: \(String(cString: strerror(errno)))."))
    }
    return ["--data", dataFolder(root)]
  }

  static func dataFolder(_ root: String) -> String { "\(root)/.cofre/sandbox" }

  /// A process's variables with this sandbox in the place of every cloud: nothing that leads to an account stays.
  func replacing(_ variables: [String: String]) -> [String: String] {
    let prefixes = ["AWS_", "AZURE_", "ARM_", "CLOUDSDK_", "GCE_", "GCLOUD_", "GOOGLE_", "IDENTITY_", "MSI_"]
    let proxies: Set = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
    var result = variables.filter { name, _ in
      !prefixes.contains { name.hasPrefix($0) } && !proxies.contains(name.uppercased())
    }
    result["AWS_CONFIG_FILE"] = "/dev/null"
    result["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null"
    return result.merging(environment) { _, ours in ours }
  }

  // MARK: - The one that runs

  /// Where a sandbox that `cofre sandbox` runs says how to reach it.
  static func announcement(_ root: String) -> String { "\(dataFolder(root))/running.json" }

  /// The sandbox that `cofre sandbox` runs for the project, or nil.
  static func running(in root: String) throws -> Sandbox? {
    // Whoever announces one holds a lock on the file for as long as it runs, however it ends.
    let descriptor = Glibc.open(announcement(root), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK,
      let bytes = FileReader.read(announcement(root)), let json = try? JSON.parse(bytes)
    else { return nil }
    return try parse(json.text())
  }

  private static func parse(_ line: String) throws -> Sandbox {
    guard let json = try? JSON.parse(line), let http = json["http"]?.stringValue,
      let https = json["https"]?.stringValue, let variables = json["environment"]?.objectValue
    else {
      throw DiagnosticError(
        Diagnostic(
          code: "sandbox-failed", "The sandbox did not start",
          detail: "What it said is not understood; it may belong to another version of Cofre."))
    }
    var environment: [String: String] = [:]
    for (name, value) in variables { environment[name] = value.stringValue }
    return Sandbox(environment: environment, http: http, https: https)
  }

  /// The program `cofre-sandbox`: beside this one, or where `COFRE_SANDBOX` says.
  private static func executable() throws -> String {
    if let path = ProcessEnvironment.variables["COFRE_SANDBOX"], !path.isEmpty { return path }
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path =
      own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/cofre-sandbox"
    guard access(path, X_OK) == 0 else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-sandbox", "The sandbox is not installed", detail: "'\(path)' is not there.",
          hint: "Install cofre-sandbox beside cofre, or set COFRE_SANDBOX to its path."))
    }
    return path
  }
}
