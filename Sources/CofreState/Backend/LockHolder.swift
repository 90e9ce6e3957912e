import Glibc

/// Who holds the lock of a stack: what the next one who wants it is told.
package struct LockHolder: Sendable, Equatable {
  package var processID: Int32
  package var host: String
  /// What it does, as the user typed it, such as `cofre up`; never with values.
  package var command: String
  /// Seconds since 1970 (UTC).
  package var since: Int64

  package init(processID: Int32, host: String, command: String, since: Int64) {
    self.processID = processID
    self.host = host
    self.command = command
    self.since = since
  }

  /// This process, now.
  package static func current(command: String) -> LockHolder {
    var name = [CChar](repeating: 0, count: 256)
    let host = gethostname(&name, name.count - 1) == 0 ? name : []
    return LockHolder(
      processID: getpid(), host: String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self),
      command: command, since: Int64(time(nil)))
  }

  /// The moment as in `2026-05-14 09:30:00 UTC`.
  package var sinceText: String {
    var moment = time_t(since)
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { return "an unknown time" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) UTC"
  }
}
