import CofreJSON

/// What the control endpoint keeps: the test clock and the counts of calls.
extension Sandbox {
  private static let table = "control"

  /// How far the clouds' time is ahead of the real time.
  package var clockOffsetSeconds: Int64 { store[Sandbox.table, "clock"]?.integer("offsetSeconds") ?? 0 }

  package func setClockOffset(seconds: Int64) {
    store[Sandbox.table, "clock"] = ["offsetSeconds": .integer(seconds)]
  }

  /// Counts one successful call that may have changed something.
  func count(_ operation: String) {
    let count = store["calls", operation]?.integer("count") ?? 0
    store["calls", operation] = ["count": .integer(count + 1)]
  }

  /// `90d`, `12h`, `5m` or `30s` in seconds; nil for other text and for more than a century.
  package static func seconds(of text: String) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
      count <= 100 * 366 * 86_400 / unit
    else { return nil }
    return count * unit
  }
}
