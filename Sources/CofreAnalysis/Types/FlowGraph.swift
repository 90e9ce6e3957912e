import LuaSyntax
import Synchronization

/// How the type of one variable, or of one field behind it, changes on the way through a file.
///
/// It holds only the points that matter for that name: where it is written, asked about in conditions, and where ways
/// meet. A point comes after those that it depends on.
final class FlowGraph: Sendable {
  enum Point: Sendable {
    /// As declared.
    case start
    /// A value of a list of values is given to it.
    case assigned(values: NodeID, position: Int)
    case function(NodeID)
    /// Something is written of which nothing is known.
    case lost
    case narrowed(from: Int, by: NodeID, isTrue: Bool)
    case cast(from: Int, by: Int)
    case joined([Int])
    case unreachable
  }

  /// Always the first two.
  static let start = 0
  static let unreachable = 1

  let points: [Point]
  /// By the offset at which the name, or chain of names, begins: the point at which it is read.
  private let pointAt: [Int: Int]
  private let known: Mutex<[Int: LuaType]> = Mutex([:])

  /// Nothing ever happens to the name: it is as declared wherever it is read.
  static let constant = FlowGraph(points: [.start, .unreachable], pointAt: [:])

  init(points: [Point], pointAt: [Int: Int]) {
    self.points = points
    self.pointAt = pointAt
  }

  func point(at offset: Int) -> Int { pointAt[offset] ?? Self.start }

  func type(of point: Int) -> LuaType? { known.withLock { $0[point] } }
  func keep(_ type: LuaType, of point: Int) { known.withLock { $0[point] = type } }

  /// The points that one depends on, in an order in which they can be worked out, itself last.
  func needed(for point: Int, isKnown: (Int) -> Bool) -> [Int] {
    var seen: Set<Int> = []
    var waiting = [point]
    while let next = waiting.popLast() {
      guard !isKnown(next), seen.insert(next).inserted else { continue }
      waiting += sources(of: next)
    }
    return seen.sorted()
  }

  func sources(of point: Int) -> [Int] {
    switch points[point] {
    case .start, .assigned, .function, .lost, .unreachable: []
    case .narrowed(let from, _, _), .cast(let from, _): [from]
    case .joined(let others): others
    }
  }
}
