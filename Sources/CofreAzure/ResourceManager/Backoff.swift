/// Waits of our own choosing between questions: 2 seconds, growing to 10.
struct Backoff: Sendable {
  private(set) var count = 0

  mutating func next() -> Duration {
    count += 1
    return .seconds(min(10, count + 1))
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
