/// Tells how far names are from one that was written: insertions, deletions, substitutions and swaps of neighbours.
///
/// It is made once and asked of many, so that one misspelt name costs little in a project with thousands: it allocates nothing
/// for a name, and gives one up as soon as it is known to be too far away.
struct EditDistance {
  private let wanted: [Unicode.Scalar]
  private let limit: Int
  private var candidate: [Unicode.Scalar] = []
  private var beforePrevious: [Int] = []
  private var previous: [Int] = []
  private var current: [Int] = []

  /// Takes a text in lower case, and the distance up to which others are near.
  init(_ wanted: String, limit: Int) {
    self.wanted = Array(wanted.unicodeScalars)
    self.limit = limit
  }

  /// How far a name is from what is wanted, and whether it begins with it; nil when neither that nor near.
  ///
  /// The case of letters does not matter.
  mutating func compare(_ name: String) -> (distance: Int, isBegun: Bool)? {
    // What is ASCII is counted in bytes, and most names differ so much in length that nothing else needs to be looked at.
    if name.utf8.count + limit < wanted.count { return nil }
    candidate.removeAll(keepingCapacity: true)
    for scalar in name.unicodeScalars {
      guard scalar.isASCII else {
        candidate = Array(name.lowercased().unicodeScalars)
        break
      }
      candidate.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    }
    if candidate.starts(with: wanted) { return (candidate.count - wanted.count, true) }
    guard abs(candidate.count - wanted.count) <= limit else { return nil }
    return distance().map { ($0, false) }
  }

  /// The distance, where it is not beyond the limit: only what is as near to the diagonal can be on the way.
  private mutating func distance() -> Int? {
    let far = limit + 1
    let width = candidate.count + 1
    for row in [\Self.beforePrevious, \Self.previous, \Self.current] {
      self[keyPath: row].removeAll(keepingCapacity: true)
      self[keyPath: row].append(contentsOf: repeatElement(far, count: width))
    }
    for column in 0...min(limit, candidate.count) { previous[column] = column }
    for (index, scalar) in wanted.enumerated() {
      let columns = max(0, index + 1 - limit)...min(candidate.count, index + 1 + limit)
      var nearest = far
      if columns.lowerBound > 0 { current[columns.lowerBound - 1] = far }
      for column in columns {
        var best = previous[column] + 1
        if column > 0 {
          best = min(best, current[column - 1] + 1, previous[column - 1] + (scalar == candidate[column - 1] ? 0 : 1))
          if index > 0, column > 1, scalar == candidate[column - 2], wanted[index - 1] == candidate[column - 1] {
            best = min(best, beforePrevious[column - 2] + 1)
          }
        }
        current[column] = min(best, far)
        nearest = min(nearest, best)
      }
      if nearest > limit { return nil }
      if columns.upperBound < candidate.count { current[columns.upperBound + 1] = far }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[candidate.count] > limit ? nil : previous[candidate.count]
  }
}
