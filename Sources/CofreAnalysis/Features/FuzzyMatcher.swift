/// Says how well names match what somebody types to find them.
///
/// The letters typed must be in the name in their order; capitals do not matter, and spaces in what is typed do not count.
package struct FuzzyMatcher: Sendable {
  private let query: [UInt8]

  package init(_ query: String) { self.query = query.utf8.filter { $0 != 32 }.map(Self.lower) }

  /// How well a name matches, the more the better; nil when it does not match.
  ///
  /// The very name first, then names that begin so, that have a word that begins so, that hold the letters together, and
  /// last those that have them anywhere; among these, the more words they begin, and the shorter the name.
  package func score(_ name: String) -> Int? {
    if query.isEmpty { return 0 }
    var name = name
    return name.withUTF8 { name in
      guard name.count >= query.count else { return nil }
      return (together(in: name) ?? scattered(in: name)).map { $0 * 256 - min(name.count, 255) }
    }
  }

  private func together(in name: UnsafeBufferPointer<UInt8>) -> Int? {
    var best: Int?
    for start in 0...(name.count - query.count) where Self.lower(name[start]) == query[0] {
      guard query.indices.allSatisfy({ Self.lower(name[start + $0]) == query[$0] }) else { continue }
      if start == 0 { return name.count == query.count ? 400 : 300 }
      if Self.isBoundary(start, in: name) { return 200 }
      best = best ?? 100
    }
    return best
  }

  private func scattered(in name: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    var words = 0
    for byte in query {
      guard let match = (position..<name.count).first(where: { Self.lower(name[$0]) == byte }) else { return nil }
      if Self.isBoundary(match, in: name) { words += 1 }
      position = match + 1
    }
    return min(words, 50)
  }

  private static func isBoundary(_ index: Int, in name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index > 0 else { return true }
    let (before, here) = (name[index - 1], name[index])
    if !isWord(before) { return isWord(here) }
    return isCapital(here) && !isCapital(before)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 97...122 ~= byte || isCapital(byte) || byte >= 128
  }

  private static func isCapital(_ byte: UInt8) -> Bool { 65...90 ~= byte }

  private static func lower(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 32 : byte }
}
