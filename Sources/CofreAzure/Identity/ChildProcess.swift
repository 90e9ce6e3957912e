import Glibc

/// Runs a program and collects what it prints.
enum ChildProcess {
  struct Result: Sendable {
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]
  }

  /// Runs a program found along the `PATH` of `environment`, without input; nil when it cannot be started.
  ///
  /// Only absolute directories are looked at, so that a program in the current one is never run by mistake.
  /// Waits on a thread of its own. A program that takes longer than `timeout` is killed, and its status is not 0.
  static func run(_ arguments: [String], environment: [String: String], timeout: Duration) async -> Result? {
    guard let name = arguments.first, let program = find(name, along: environment["PATH"] ?? "") else { return nil }
    return await withCheckedContinuation { continuation in
      let job = Job(program: program, arguments: arguments, environment: environment, timeout: timeout) {
        continuation.resume(returning: $0)
      }
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, runJob, Unmanaged.passRetained(job).toOpaque())
      if status == 0 {
        pthread_detach(thread)
      } else {
        Unmanaged.passUnretained(job).release()
        continuation.resume(returning: nil)
      }
    }
  }

  private static func find(_ name: String, along path: String) -> String? {
    path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}

private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let job = Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
  job.done(job.run())
  return nil
}

private final class Job: Sendable {
  let program: String
  let arguments: [String]
  let environment: [String: String]
  let timeout: Duration
  let done: @Sendable (ChildProcess.Result?) -> Void

  init(
    program: String, arguments: [String], environment: [String: String], timeout: Duration,
    done: @escaping @Sendable (ChildProcess.Result?) -> Void
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.timeout = timeout
    self.done = done
  }

  func run() -> ChildProcess.Result? {
    var output: [Int32] = [-1, -1]
    var errors: [Int32] = [-1, -1]
    guard pipe(&output) == 0 else { return nil }
    guard pipe(&errors) == 0 else {
      output.forEach { close($0) }
      return nil
    }
    (output + errors).forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
    let child = spawn(output: output[1], errors: errors[1])
    close(output[1])
    close(errors[1])
    defer {
      close(output[0])
      close(errors[0])
    }
    guard let child else { return nil }
    let printed = collect(output[0], errors[0], orKill: child)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let isExit = status & 0x7f == 0
    return ChildProcess.Result(
      status: isExit ? (status >> 8) & 0xff : 128 + (status & 0x7f), output: printed[0], errors: printed[1])
  }

  private func spawn(output: Int32, errors: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var child: pid_t = 0
    return posix_spawn(&child, program, &actions, nil, &argv, &envp) == 0 ? child : nil
  }

  /// Reads both pipes to their ends; kills the child when that takes too long.
  private func collect(_ output: Int32, _ errors: Int32, orKill child: pid_t) -> [[UInt8]] {
    let deadline = ContinuousClock.now + timeout
    var pipes = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    var collected: [[UInt8]] = [[], []]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while pipes.contains(where: { $0.fd >= 0 }) {
      let left = ContinuousClock.now.duration(to: deadline).components.seconds
      if left <= 0 {
        kill(child, SIGKILL)
        break
      }
      if poll(&pipes, nfds_t(pipes.count), Int32(clamping: left * 1000)) < 0, errno != EINTR { break }
      for index in pipes.indices where pipes[index].fd >= 0 && pipes[index].revents != 0 {
        let count = read(pipes[index].fd, &buffer, buffer.count)
        if count > 0 {
          collected[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          pipes[index].fd = -1
        }
      }
    }
    return collected
  }
}
