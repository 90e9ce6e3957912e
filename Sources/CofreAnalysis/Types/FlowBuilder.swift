import LuaSyntax

/// Makes the ``FlowGraph`` of a name from the places where it is used, and from nothing else of the file.
///
/// The cost is that of the uses, each times how deeply it is nested, so that a file of many branches costs each name only
/// the branches that speak of it.
struct FlowBuilder {
  /// A place where the name matters.
  struct Event {
    enum Kind { case read, write, cast(Int) }
    /// The name, or the whole chain of names.
    var node: NodeID
    var start: Int
    var kind: Kind
    /// The statements, blocks, clauses and bodies around it, the outermost first.
    var path: [NodeID] = []

    /// Of what begins at the same place casts come first, in their order.
    fileprivate var rank: Int {
      if case .cast(let index) = kind { return index }
      return Int.max
    }
  }

  let file: SourceFile
  let facts: DocumentFacts
  /// For each node the nearest structural one; it goes through the whole file, and most names need it for nothing.
  private var structure: [NodeID] = []
  let key: FlowKey
  var events: [Event] = []
  var points: [FlowGraph.Point] = [.start, .unreachable]
  var pointAt: [Int: Int] = [:]
  /// What it may be at any time: for functions that run later, and for loops.
  var anyTime: Int?
  var labelled: Set<NodeID> = []
  /// The points of writes, by the offset of the name.
  var pointOfWrite: [Int: Int] = [:]
  var isRoot = false

  static func graph(of key: FlowKey, in facts: DocumentFacts) -> FlowGraph {
    var builder = FlowBuilder(key, facts)
    return builder.build()
  }

  private init(_ key: FlowKey, _ facts: DocumentFacts) {
    self.key = key
    self.facts = facts
    file = facts.file
  }

  private mutating func build() -> FlowGraph {
    collectEvents()
    guard events.contains(where: { isOfInterest($0) }) else { return .constant }
    structure = facts.types.structure
    let root = root()
    for index in events.indices { events[index].path = path(of: events[index], in: root) }
    events.removeAll { $0.path.isEmpty }
    if facts.types.hasLabels { findLabels() }
    let writes = events.indices.filter { isWrite(events[$0]) }
    if !writes.isEmpty {
      anyTime = join([FlowGraph.start] + writes.map { point(forWrite: events[$0]) })
    }
    isRoot = true
    _ = flow(root, events.indices, depth: 0, from: FlowGraph.start)
    return FlowGraph(points: points, pointAt: pointAt)
  }

  mutating func add(_ point: FlowGraph.Point) -> Int {
    points.append(point)
    return points.count - 1
  }

  mutating func join(_ ends: [Int]) -> Int {
    let reachable = Set(ends).subtracting([FlowGraph.unreachable])
    if reachable.isEmpty { return FlowGraph.unreachable }
    return reachable.count == 1 ? reachable[reachable.startIndex] : add(.joined(reachable.sorted()))
  }

  // MARK: - Events

  private mutating func collectEvents() {
    let binding = facts.bindings[key.binding]
    for use in uses(of: binding) {
      var node = file.node(use.node)
      var matched = 0
      while matched < key.path.count, let parent = node.parent, let member = MemberExpression(parent),
        member.node.firstChild == node, !member.isMethod || parent.parent?.kind == .functionStatement,
        member.name?.text == key.path[matched]
      {
        node = parent
        matched += 1
      }
      if matched == key.path.count {
        events.append(Event(node: node.id, start: use.range.lowerBound, kind: isWritten(node) ? .write : .read))
      } else if isWritten(node) {
        // What the name is found behind is another thing from here on.
        events.append(Event(node: node.id, start: use.range.lowerBound, kind: .write))
      }
    }
    addCasts(binding)
  }

  /// The uses that can matter: of a field only those that name it, so that a table of many fields is not gone through for
  /// each of them.
  private func uses(of binding: Binding) -> [Binding.Use] {
    guard let first = key.path.first, binding.uses.count > 16 else { return binding.uses }
    let byMember = facts.types.memberUses(of: key.binding) {
      var result: [String: [Int]] = [:]
      for (index, use) in binding.uses.enumerated() {
        let node = file.node(use.node)
        if isWritten(node) { result["", default: []].append(index) }
        guard let member = node.parent.flatMap({ MemberExpression($0) }), let name = member.name?.text, !name.isEmpty
        else { continue }
        result[name, default: []].append(index)
      }
      return result
    }
    return ((byMember[""] ?? []) + (byMember[first] ?? [])).sorted().map { binding.uses[$0] }
  }

  private mutating func addCasts(_ binding: Binding) {
    guard key.path.isEmpty else { return }
    let casts = facts.types.fileAnnotations.casts
    var isAnyAdded = false
    for (index, cast) in casts.enumerated()
    where cast.content.variable.text == binding.name && binding.scope.contains(cast.next) {
      // Another variable of the name, declared further in, is what is meant then.
      let meant = facts.visibleBindings(at: cast.next).first { facts.bindings[$0].name == binding.name }
      guard meant == key.binding else { continue }
      let node = file.innermostNode(covering: file.tokens[file.tokenIndex(at: cast.next)].range)
      // Behind the last statement of a block it says nothing.
      guard node.range.lowerBound >= cast.offset else { continue }
      events.append(Event(node: node.id, start: cast.next, kind: .cast(index)))
      isAnyAdded = true
    }
    if isAnyAdded { events.sort { ($0.start, $0.rank) < ($1.start, $1.rank) } }
  }

  private func isWritten(_ node: Node) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .functionStatement: return true
    case .expressionList:
      return parent.parent.map { $0.kind == .assignment && $0.firstChild == parent } ?? false
    default: return false
    }
  }

  func isWrite(_ event: Event) -> Bool {
    if case .write = event.kind { return true }
    return false
  }

  /// Whether it changes what is known: a write, a cast, or a place in a condition.
  private func isOfInterest(_ event: Event) -> Bool {
    guard case .read = event.kind else { return true }
    var node = file.node(event.node)
    for _ in 0..<64 {
      guard let parent = node.parent else { return false }
      switch parent.kind {
      case .ifClause, .whileStatement, .repeatStatement: return true
      case .binary:
        let kind = BinaryExpression(parent)?.operatorToken.kind
        if kind == .and || kind == .or { return true }
      case .argumentList:
        if let call = parent.parent.flatMap({ CallExpression($0) }), case .name(let name) = call.callee,
          name.text == "assert"
        {
          return true
        }
      default: if parent.kind.isStructural { return false }
      }
      node = parent
    }
    return true
  }

  /// Where the story of the variable begins: the block or function in which it is declared.
  private func root() -> NodeID {
    let binding = facts.bindings[key.binding]
    var node = binding.declaration
    switch binding.kind {
    case .local, .function: node = node.parent ?? node
    case .parameter: node = node.parent?.parent ?? node
    case .implicitSelf: node = FunctionStatement(node)?.body.node ?? node
    case .loop: node = node.children.first { $0.kind == .block } ?? node
    }
    // The condition behind `until` sees the variables of the block.
    if node.kind == .block, let parent = node.parent, parent.kind == .repeatStatement { node = parent }
    return node.id
  }

  /// The structural nodes around an event from the root on; empty when it is outside, which no well-formed use is.
  private func path(of event: Event, in root: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    var current = file.node(structure[Int(event.node.rawValue)])
    while path.count < 1_000 {
      path.append(current.id)
      if current.id == root { return path.reversed() }
      guard let parent = current.parent else { break }
      current = file.node(structure[Int(parent.id.rawValue)])
    }
    return []
  }

  private mutating func findLabels() {
    for node in file.root.descendants where node.kind == .labelStatement {
      if let block = node.parent { labelled.insert(block.id) }
    }
  }
}
