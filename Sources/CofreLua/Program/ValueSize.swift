import CofreModel

/// How large a value is: outputs can be put into each other, so that a few lines make a value that nobody could walk.
struct ValueSize {
  /// Scalars and tables.
  var count: Int
  var depth: Int

  static let maximumCount = 500_000
  static let maximumDepth = 500

  static let scalar = ValueSize(count: 1, depth: 1)

  /// Measures by walking; for values that come from outside in one piece.
  init(of value: Value) {
    self = .scalar
    switch value {
    case .array(let elements): for element in elements { add(ValueSize(of: element)) }
    case .object(let members): for member in members.values { add(ValueSize(of: member)) }
    default: break
    }
  }

  init(count: Int, depth: Int) {
    self.count = count
    self.depth = depth
  }

  /// Makes it the size of a table with one more element.
  mutating func add(_ element: ValueSize) {
    count = min(count + element.count, Int.max / 4)
    depth = max(depth, element.depth + 1)
  }

  func check() throws {
    guard count <= Self.maximumCount, depth <= Self.maximumDepth else {
      throw scriptProblem(
        "value-too-large", "Value too large",
        depth > Self.maximumDepth
          ? "Outputs are put into each other more than \(Self.maximumDepth) tables deep."
          : "Outputs are put into each other until they hold more than \(Self.maximumCount) values.", nil)
    }
  }
}
