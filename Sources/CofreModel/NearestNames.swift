/// The candidates nearest to what the user wrote, best first, at most three: for "did you mean".
///
/// Up to four letters allow for one slip, up to eight for two, more for three; swapped neighbours are one slip. The short
/// ones must agree in their first or second letter. What is written in part, from three letters on, is near as well.
package func nearestNames(to name: String, among candidates: some Sequence<String>) -> [String] {
  let wanted = name.lowercased()
  let count = wanted.count
  let limit = count <= 4 ? 1 : count <= 8 ? 2 : 3
  var distance = EditDistance(wanted, limit: limit)
  var near: [(distance: Int, name: String)] = []
  for candidate in candidates {
    guard let found = distance.compare(candidate) else { continue }
    let isNear =
      found.distance <= limit
      ? count > 4 || beginAlike(wanted, candidate.lowercased()) : count >= 3 && found.isBegun
    if isNear { near.append((found.distance, candidate)) }
  }
  return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}

/// Whether two texts have the first letter in common, or the second, or have swapped the two.
private func beginAlike(_ one: String, _ other: String) -> Bool {
  let (one, other) = (Array(one.prefix(2)), Array(other.prefix(2)))
  guard let first = one.first, let otherFirst = other.first else { return false }
  if first == otherFirst { return true }
  guard one.count == 2, other.count == 2 else { return false }
  return one[1] == other[1] || (one[0] == other[1] && one[1] == other[0])
}

/// The hint of a name that does not exist: "Did you mean 'a' or 'b'?"; nil when nothing is near.
package func didYouMean(_ nearest: [String]) -> String? {
  nearest.isEmpty ? nil : "Did you mean \(nearest.map { "'\($0)'" }.joined(separator: " or "))?"
}
