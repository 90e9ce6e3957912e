import Glibc

extension ChildProcess {
  /// Writes to its stdin, closes that, and reads what it writes until it closes its stdout.
  ///
  /// Nil when it did not by the deadline, or wrote more than `maximumBytes`.
  func exchange(
    _ request: [UInt8], until deadline: ContinuousClock.Instant, maximumBytes: Int
  ) -> [UInt8]? {
    for descriptor in [input, output] { if let descriptor { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) } }
    var rest = request[...]
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      if rest.isEmpty { closeInput() }
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { return nil }
      var polled = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      if let input { polled.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
      let count = poll(&polled, nfds_t(polled.count), Int32(left.rounded(.up)))
      if count < 0, errno != EINTR { return nil }
      guard count > 0 else { continue }
      if let input, polled[1].revents != 0 {
        let written = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if written > 0 { rest = rest.dropFirst(written) } else if errno != EAGAIN, errno != EINTR { return nil }
      }
      guard polled[0].revents != 0 else { continue }
      let length = read(output, &chunk, chunk.count)
      if length == 0 { return answer }
      if length < 0, errno != EAGAIN, errno != EINTR { return nil }
      if length > 0 { answer += chunk[..<length] }
      guard answer.count <= maximumBytes else { return nil }
    }
  }
}
