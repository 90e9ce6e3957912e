import CofreModel
import Glibc

/// A child process whose stdin we hold and whose stdout we read.
///
/// It runs in a process group of its own, so that Ctrl-C reaches us alone, and it is expected to end when its stdin is
/// closed, so that it cannot outlive us, however we end.
final class ChildProcess: @unchecked Sendable {
  let processID: pid_t
  /// Nil when it is closed.
  private(set) var input: Int32?
  let output: Int32
  private var hasEnded = false

  /// Starts a program; throws when it cannot be started.
  ///
  /// `isSilent` lets nothing of what it says on stderr through.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = ProcessEnvironment.variables,
    isSilent: Bool = false
  ) throws {
    var inputPipe: [Int32] = [0, 0]
    var outputPipe: [Int32] = [0, 0]
    guard pipe(&inputPipe) == 0, pipe(&outputPipe) == 0 else { throw Self.failure("No pipe could be made", errno) }
    for descriptor in inputPipe + outputPipe { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputPipe[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputPipe[1], STDOUT_FILENO)
    if isSilent { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let names = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in names + variables { free(pointer) } }
    var id: pid_t = 0
    let status = posix_spawn(&id, path, &actions, &attributes, names, variables)
    close(inputPipe[0])
    close(outputPipe[1])
    guard status == 0 else {
      close(inputPipe[1])
      close(outputPipe[0])
      throw Self.failure("'\(path)' could not be started", status)
    }
    processID = id
    input = inputPipe[1]
    output = outputPipe[0]
  }

  deinit { end() }

  /// The first line that the child writes, or nil when it ended without one.
  func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(output, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == 10 { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  /// Closes its stdin and waits for it to end; the same as ``wait()`` says, or nil when it has ended already.
  @discardableResult func end() -> Int32? {
    guard !hasEnded else { return nil }
    hasEnded = true
    closeInput()
    let code = wait()
    close(output)
    return code
  }

  /// How long it has kept processors busy.
  var processorTime: Duration {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(processID, &clock) == 0, clock_gettime(clock, &time) == 0 else { return .zero }
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Closes its stdin, which tells it that nothing more comes.
  func closeInput() {
    if let input { close(input) }
    input = nil
  }

  /// Waits for it to end; the exit code, or 128 and the signal's number.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 {
      guard errno == EINTR else { return 0 }
    }
    hasEnded = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private static func failure(_ what: String, _ code: Int32) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "no-child-process", "A program could not be started",
        detail: "\(what): \(String(cString: strerror(code)))."))
  }
}
