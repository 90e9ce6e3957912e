import LuaSyntax

extension FlowBuilder {
  /// Follows the name through a node that all of the events are in; answers the point behind it.
  mutating func flow(_ id: NodeID, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    var state = before
    var range = range
    let node = file.node(id)
    if node.kind.isStatement {
      let start = node.range.lowerBound
      while let first = range.first, case .cast(let index) = events[first].kind, events[first].start <= start {
        state = add(.cast(from: state, by: index))
        range.removeFirst()
      }
      if range.isEmpty { return state }
    }
    switch node.kind {
    case .block, .chunk: return block(id, range, depth: depth, from: state)
    case .functionBody:
      let isOwn = isRoot && depth == 0
      let entry = isOwn ? state : anyTime ?? state
      for group in groups(range, at: depth + 1) {
        _ = flow(events[group.lowerBound].path[depth + 1], group, depth: depth + 1, from: entry)
      }
      return state
    case .doStatement: return children(range, depth: depth, from: state)
    case .ifStatement: return branches(of: node, range, depth: depth, from: state)
    case .whileStatement: return whileLoop(node, range, depth: depth, from: state)
    case .repeatStatement: return repeatLoop(node, range, depth: depth, from: state)
    case .numericFor, .genericFor: return forLoop(node, range, depth: depth, from: state)
    default: return statement(node, range, depth: depth, from: state)
    }
  }

  /// The runs of events that go on with the same node at a depth.
  private func groups(_ range: Range<Int>, at depth: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for index in range where events[index].path.count > depth {
      let id = events[index].path[depth]
      if let last = groups.last, last.upperBound == index, events[last.lowerBound].path[depth] == id {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    return groups
  }

  private mutating func children(_ range: Range<Int>, depth: Int, from before: Int) -> Int {
    var state = before
    for group in groups(range, at: depth + 1) {
      state = flow(events[group.lowerBound].path[depth + 1], group, depth: depth + 1, from: state)
    }
    return state
  }

  private mutating func block(_ id: NodeID, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    guard labelled.contains(id), let anyTime else { return children(range, depth: depth, from: before) }
    // A jump may come from anywhere.
    _ = children(range, depth: depth, from: anyTime)
    return anyTime
  }

  /// Those events that lie in a node.
  func events(_ range: Range<Int>, in node: Node) -> Range<Int> {
    let bytes = node.range
    let start = firstEvent(range, from: bytes.lowerBound)
    return start..<max(start, firstEvent(range, from: max(bytes.upperBound, bytes.lowerBound)))
  }

  private func firstEvent(_ range: Range<Int>, from offset: Int) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func changes(_ range: Range<Int>) -> Bool {
    range.contains { if case .read = events[$0].kind { false } else { true } }
  }

  // MARK: - Branches

  private mutating func branches(of node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    var state = before
    var ends: [Int] = []
    var hasElse = false
    var hasExit = false
    for clause in node.children {
      let inside = events(range, in: clause)
      var entry = state
      var block = clause.firstChild
      if clause.kind == .ifClause {
        guard let condition = block else { continue }
        block = condition.nextSibling
        let ways = self.condition(condition, events(inside, in: condition), depth: depth + 1, from: state)
        entry = ways.isTrue
        state = ways.isFalse
      } else {
        hasElse = true
      }
      guard let block else { continue }
      let within = events(inside, in: block).filter { events[$0].path.count > depth + 2 }
      var end = entry
      if let first = within.first, let last = within.last {
        end = flow(block.id, first..<last + 1, depth: depth + 2, from: entry)
      }
      if exits(block) { hasExit = true } else { ends.append(end) }
    }
    if !hasElse { ends.append(state) }
    if !hasExit, !changes(range) { return before }
    return join(ends)
  }

  private func exits(_ block: Node) -> Bool {
    facts.types.exits(block.id) { FlowExits.always(block, file) }
  }

  // MARK: - Loops

  /// The point at which each round of a loop begins: what was before, or anything that is written in it.
  private mutating func entry(of range: Range<Int>, from before: Int) -> Int {
    let writes = range.filter { isWrite(events[$0]) }.map { point(forWrite: events[$0]) }
    return writes.isEmpty ? before : join([before] + writes)
  }

  private func canBreak(_ loop: Node) -> Bool {
    facts.types.exits(loop.id) {
      loop.descendants.contains { $0.kind == .breakStatement || $0.kind == .gotoStatement }
    }
  }

  private mutating func body(of loop: Node, _ range: Range<Int>, depth: Int, from entry: Int) -> Int {
    guard let block = loop.children.first(where: { $0.kind == .block }) else { return entry }
    let inside = events(range, in: block)
    return inside.isEmpty ? entry : flow(block.id, inside, depth: depth + 1, from: entry)
  }

  private mutating func whileLoop(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    let entry = entry(of: range, from: before)
    guard let condition = node.firstChild else { return before }
    let ways = self.condition(condition, events(range, in: condition), depth: depth, from: entry)
    _ = body(of: node, range, depth: depth, from: ways.isTrue)
    return canBreak(node) ? entry : ways.isFalse
  }

  private mutating func repeatLoop(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    let entry = entry(of: range, from: before)
    let end = body(of: node, range, depth: depth, from: entry)
    guard let condition = node.firstChild?.nextSibling else { return end }
    let ways = self.condition(condition, events(range, in: condition), depth: depth, from: end)
    return canBreak(node) ? join([entry, end]) : ways.isTrue
  }

  private mutating func forLoop(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    for child in node.children where child.kind != .block {
      read(child, events(range, in: child), depth: depth, from: before)
    }
    let entry = entry(of: range, from: before)
    _ = body(of: node, range, depth: depth, from: entry)
    return entry
  }

  // MARK: - Plain statements

  private mutating func statement(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int {
    var state = before
    if node.kind == .callStatement, let narrowed = assertion(node, range, depth: depth, from: before) {
      state = narrowed
    } else {
      read(node, range, depth: depth, from: before)
    }
    for index in range where isWrite(events[index]) && events[index].path.count == depth + 1 {
      state = point(forWrite: events[index])
      pointAt[events[index].start] = state
    }
    switch node.kind {
    case .returnStatement, .breakStatement, .gotoStatement: return FlowGraph.unreachable
    case .callStatement: return FlowExits.isError(node, file) ? FlowGraph.unreachable : state
    default: return state
    }
  }

  /// `assert(condition)`: what comes after it holds.
  private mutating func assertion(_ node: Node, _ range: Range<Int>, depth: Int, from before: Int) -> Int? {
    guard case .call(let call)? = CallStatement(node)?.call, case .name(let name) = call.callee,
      name.text == "assert", let first = call.arguments.node.firstChild
    else { return nil }
    let ways = condition(first, events(range, in: first), depth: depth, from: before)
    var next = first.nextSibling
    while let argument = next {
      read(argument, events(range, in: argument), depth: depth, from: before)
      next = argument.nextSibling
    }
    return ways.isTrue
  }

  mutating func point(forWrite event: Event) -> Int {
    if let known = pointOfWrite[event.start] { return known }
    let made = add(written(at: file.node(event.node)))
    pointOfWrite[event.start] = made
    return made
  }

  private func written(at node: Node) -> FlowGraph.Point {
    guard let parent = node.parent else { return .lost }
    let isWhole = self.isWhole(node)
    if parent.kind == .functionStatement { return isWhole ? .function(parent.id) : .start }
    guard let assignment = parent.parent else { return .lost }
    guard isWhole else { return .start }
    var position = 0
    for target in parent.children {
      if target == node { return .assigned(values: assignment.id, position: position) }
      position += 1
    }
    return .lost
  }

  /// Whether a node is the whole chain of names, and not only the beginning of one.
  private func isWhole(_ node: Node) -> Bool {
    var count = 0
    var current = node
    while current.kind == .member, let object = current.firstChild {
      count += 1
      current = object
    }
    return count == key.path.count
  }
}
