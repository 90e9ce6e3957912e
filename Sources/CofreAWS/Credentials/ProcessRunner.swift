import Glibc

/// Runs a program on a thread of its own, so that waiting for it holds up nobody.
enum ProcessRunner {
  struct Failure: Error {
    var status: Int32
  }

  /// Gives the exit status and the standard output, of at most a mebibyte; standard input is empty, errors go to ours.
  ///
  /// Throws when the program cannot be started. A program that is killed has the status 128 and its signal's number.
  @Sendable static func run(
    _ arguments: [String], _ environment: [String: String]
  ) async throws -> (Int32, [UInt8]) {
    try await withCheckedThrowingContinuation { continuation in
      let job = Unmanaged.passRetained(Job(arguments, environment, continuation))
      var thread = pthread_t()
      guard pthread_create(&thread, nil, runJob, job.toOpaque()) == 0 else {
        job.release()
        continuation.resume(throwing: Failure(status: EAGAIN))
        return
      }
      pthread_detach(thread)
    }
  }

  fileprivate final class Job: Sendable {
    let arguments: [String]
    let environment: [String: String]
    let continuation: CheckedContinuation<(Int32, [UInt8]), any Error>

    init(
      _ arguments: [String], _ environment: [String: String],
      _ continuation: CheckedContinuation<(Int32, [UInt8]), any Error>
    ) {
      self.arguments = arguments
      self.environment = environment
      self.continuation = continuation
    }

    func run() {
      continuation.resume(with: Result { try spawn() })
    }

    private func spawn() throws -> (Int32, [UInt8]) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw Failure(status: errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
      var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
      var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
      defer { for text in argv + envp { free(text) } }
      argv.append(nil)
      envp.append(nil)
      var process = pid_t()
      let status = posix_spawnp(&process, arguments[0], &actions, nil, argv, envp)
      close(ends[1])
      defer { close(ends[0]) }
      guard status == 0 else { throw Failure(status: status) }
      var output: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while output.count < 1 << 20 {
        let count = read(ends[0], &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        output += chunk[..<count]
      }
      var code: Int32 = 0
      while waitpid(process, &code, 0) < 0, errno == EINTR {}
      let signal = code & 0x7f
      return (signal == 0 ? code >> 8 & 0xff : 128 + signal, output)
    }
  }
}

/// A C callback, hence a function at the top level: it belongs to no actor.
private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ProcessRunner.Job>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
