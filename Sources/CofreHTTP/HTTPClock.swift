import Glibc

/// The time, the waiting and the chance that clients depend on, so that tests can have their own.
package struct HTTPClock: Sendable {
  /// Seconds since 1970, leap seconds not counted.
  package var now: @Sendable () -> Double
  /// Waits; throws `CancellationError` when the task is cancelled meanwhile.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// A number from 0 up to 1, for jitter; not for keys.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// This machine's.
  package static let system = HTTPClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    },
    sleep: { try await Task.sleep(for: $0) },
    random: { Double.random(in: 0..<1) })
}
