import LuaSyntax

extension FlowBuilder {
  /// Follows the name through an expression that decides: the points where it is true and where it is false.
  mutating func condition(
    _ node: Node, _ range: Range<Int>, depth: Int, from before: Int
  ) -> (isTrue: Int, isFalse: Int) {
    if range.isEmpty { return (before, before) }
    switch node.kind {
    case .parenthesized:
      guard let inner = node.firstChild else { return (before, before) }
      return condition(inner, range, depth: depth, from: before)
    case .unary:
      guard let unary = UnaryExpression(node), unary.operatorToken.kind == .not, let inner = node.firstChild else {
        break
      }
      let ways = condition(inner, range, depth: depth, from: before)
      return (ways.isFalse, ways.isTrue)
    case .binary:
      if isLogic(node) { return logic(node, range, depth: depth, from: before) }
    default: break
    }
    read(node, range, depth: depth, from: before)
    guard range.contains(where: { events[$0].path.count == depth + 1 }) else { return (before, before) }
    return (
      add(.narrowed(from: before, by: node.id, isTrue: true)), add(.narrowed(from: before, by: node.id, isTrue: false))
    )
  }

  /// A chain of `and` and `or`, along its left side without recursion: it may be as long as a file.
  private mutating func logic(
    _ top: Node, _ range: Range<Int>, depth: Int, from before: Int
  ) -> (isTrue: Int, isFalse: Int) {
    var spine: [Node] = []
    var leftmost = top
    while isLogic(leftmost), let left = leftmost.firstChild {
      spine.append(leftmost)
      leftmost = left
    }
    var ways = condition(leftmost, events(range, in: leftmost), depth: depth, from: before)
    for node in spine.reversed() {
      guard let right = node.firstChild?.nextSibling else { continue }
      let inside = events(range, in: right)
      if BinaryExpression(node)?.operatorToken.kind == .and {
        let next = condition(right, inside, depth: depth, from: ways.isTrue)
        ways = (next.isTrue, join([ways.isFalse, next.isFalse]))
      } else {
        let next = condition(right, inside, depth: depth, from: ways.isFalse)
        ways = (join([ways.isTrue, next.isTrue]), next.isFalse)
      }
    }
    return ways
  }

  private func isLogic(_ node: Node) -> Bool {
    guard let binary = BinaryExpression(node) else { return false }
    return binary.operatorToken.kind == .and || binary.operatorToken.kind == .or
  }

  /// Notes the point at which the name is read in an expression or statement.
  mutating func read(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let event = events[index]
      if event.path.count > depth + 1 {
        // A function, which is followed on its own.
        let body = event.path[depth + 1]
        var end = index
        while end < range.upperBound, events[end].path.count > depth + 1, events[end].path[depth + 1] == body {
          end += 1
        }
        _ = flow(body, index..<end, depth: depth + 1, from: before)
        index = end
        continue
      }
      if case .read = event.kind, let decision = outermostLogic(around: event.node, below: node) {
        let inside = events(range, in: decision)
        _ = condition(decision, inside, depth: depth, from: before)
        index = max(index + 1, inside.upperBound)
        continue
      }
      if case .read = event.kind { pointAt[event.start] = before }
      index += 1
    }
  }

  /// The outermost `and` or `or` that a name stands in, inside of a node.
  private func outermostLogic(around id: NodeID, below top: Node) -> Node? {
    var found: Node?
    var node = file.node(id)
    for _ in 0..<64 {
      guard let parent = node.parent, node != top, !parent.kind.isStructural else { break }
      if parent == top, !top.kind.isExpression { break }
      if isLogic(parent) { found = parent }
      if parent == top { break }
      node = parent
    }
    // The node itself is the caller's business: it is no decision, or it is being followed already.
    return found == top ? nil : found
  }
}
