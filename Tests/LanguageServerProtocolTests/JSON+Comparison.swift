import CofreJSON

extension JSON {
  /// The value with whole doubles as integers, which JSON does not tell apart.
  var normalized: JSON {
    switch self {
    case .number(let value): Int64(exactly: value).map { .integer($0) } ?? self
    case .array(let elements): .array(elements.map(\.normalized))
    case .object(let object): .object(JSONObject(object.map { ($0.key, $0.value.normalized) }))
    default: self
    }
  }

  /// The way to the first place where two values differ, or nothing when they are equal.
  func difference(from other: JSON) -> [String] {
    switch (self, other) {
    case (.array(let lefts), .array(let rights)) where lefts.count == rights.count:
      for (index, (left, right)) in zip(lefts, rights).enumerated() where left != right {
        return [String(index)] + left.difference(from: right)
      }
      return []
    case (.object(let lefts), .object(let rights)):
      for name in lefts.keys + rights.keys where lefts[name] != rights[name] {
        guard let left = lefts[name], let right = rights[name] else { return [name] }
        return [name] + left.difference(from: right)
      }
      return []
    default:
      return self == other ? [] : ["\(text()) and \(other.text())"]
    }
  }
}
