/// A duration as Google's APIs write it: seconds with at most nine decimals and an `s`.
struct GoogleDuration: Equatable, Comparable {
  var seconds: Int64
  var nanoseconds: Int32

  init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Parses `86400s` or `0.5s`; nil for any other text.
  init?(_ text: String) {
    guard text.hasSuffix("s") else { return nil }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, isDigits(whole), let seconds = Int64(whole) else { return nil }
    self.seconds = seconds
    self.nanoseconds = 0
    if parts.count == 2 {
      guard parts[1].utf8.count <= 9, isDigits(parts[1]),
        let fraction = Int32(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count))
      else { return nil }
      nanoseconds = fraction
    }
  }

  /// The one spelling by which equal durations are equal texts: no decimals that say nothing.
  var text: String {
    guard nanoseconds != 0 else { return "\(seconds)s" }
    var decimals = String(1_000_000_000 + Int64(nanoseconds)).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return "\(seconds).\(decimals)s"
  }

  static func < (left: GoogleDuration, right: GoogleDuration) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

private func isDigits(_ text: some StringProtocol) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
}
