import CofreModel
import CofreProvider

extension Diff {
  /// Makes every change at or below one of the paths, or that has a change there inside it, require replacement.
  mutating func requireReplacement(on paths: [PropertyPath]) {
    for index in changes.indices where paths.contains(where: { changes[index].touches($0) }) {
      changes[index].requiresReplacement = true
    }
  }

  /// Why a replacement is needed, as the end of a sentence.
  var replacementPhrase: String {
    let paths = changes.filter(\.requiresReplacement).map { "'\($0.path)'" }
    return "\(paths.joined(separator: ", ")) cannot be changed in place"
  }
}

extension PropertyChange {
  fileprivate func touches(_ place: PropertyPath) -> Bool {
    if place.contains(path) { return true }
    guard path.contains(place) else { return false }
    if new?.isUnknown == true { return true }
    let rest = PropertyPath(Array(place.components.dropFirst(path.components.count)))
    return old?[rest] != new?[rest]
  }
}
