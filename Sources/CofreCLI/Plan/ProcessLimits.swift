import Glibc

/// What a process that runs a script for an editor may use of the machine.
enum ProcessLimits {
  /// How long it may live, by the clock on the wall.
  static let deadline: UInt32 = 2

  /// Limits this process for the rest of its life: two seconds of a processor, 512 MiB, no file written, no core left.
  ///
  /// It ends itself by a signal when its time is over, so that it does not outlive whoever started it. Throws when the
  /// system refuses a limit, for then it must not run anything.
  static func apply() throws {
    alarm(deadline + 1)
    for (resource, limit) in [
      (RLIMIT_CPU, 2), (RLIMIT_AS, 512 << 20), (RLIMIT_FSIZE, 0), (RLIMIT_CORE, 0), (RLIMIT_NOFILE, 64),
    ] as [(__rlimit_resource, rlim_t)] {
      let resource = __rlimit_resource_t(resource.rawValue)
      var current = rlimit()
      guard getrlimit(resource, &current) == 0 else { throw CommandExit(code: .failed) }
      var value = rlimit(rlim_cur: min(limit, current.rlim_max), rlim_max: min(limit, current.rlim_max))
      guard setrlimit(resource, &value) == 0 else { throw CommandExit(code: .failed) }
    }
  }
}
