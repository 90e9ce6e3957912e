/// How many registers Lua's code generator needs at once for a statement.
///
/// It follows the generator's order: operands are computed into the next free register and freed together; constants and
/// local variables are used where they are; a call has its function and arguments side by side; a table keeps up to
/// fifty items waiting. The left spine of an expression is walked in a loop, because it may be of any length.
struct RegisterEstimate {
  let checks: ScopeChecks
  private var tree: TreeView { checks.tree }

  init(checks: ScopeChecks) { self.checks = checks }

  /// The number of the highest register in use at any moment, counted from 1.
  func peak(of statement: NodeID, base: Int) -> Int {
    let children = tree.children(of: statement)
    switch tree.kind(statement) {
    case .localStatement:
      let names = children.count { tree.kind($0) == .localName }
      let values = children.last.map { tree.kind($0) == .expressionList ? $0 : nil } ?? nil
      return max(base + names, values.map { list($0, base: base) } ?? base)
    case .assignment: return assignment(children[0], children[1], base: base)
    case .numericFor: return sequence(children.filter { tree.kind($0).isExpression }, base: base)
    case .genericFor:
      return children.filter { tree.kind($0) == .expressionList }.map { list($0, base: base) }.max() ?? base
    case .returnStatement, .callStatement, .ifClause, .whileStatement, .repeatStatement:
      return children.map { tree.kind($0) == .expressionList ? list($0, base: base) : value($0, base: base) }.max()
        ?? base
    default: return base
    }
  }

  /// Values side by side.
  private func list(_ list: NodeID, base: Int) -> Int { sequence(tree.children(of: list), base: base) }

  private func sequence(_ values: [NodeID], base: Int) -> Int {
    var peak = base
    for (index, value) in values.enumerated() { peak = max(peak, self.value(value, base: base + index)) }
    return peak
  }

  private func assignment(_ targets: NodeID, _ values: NodeID, base: Int) -> Int {
    var (free, peak) = (base, base)
    let targets = tree.children(of: targets)
    for target in targets {
      let parts = tree.children(of: target)
      switch tree.kind(target) {
      case .member:
        peak = max(peak, operand(parts[0], base: free))
        free += isPlaced(parts[0]) ? 0 : 1
      case .index:
        peak = max(peak, operand(parts[0], base: free))
        free += isPlaced(parts[0]) ? 0 : 1
        peak = max(peak, operand(parts[1], base: free))
        free += isPlaced(parts[1]) ? 0 : 1
      default: break
      }
    }
    let values = tree.children(of: values)
    peak = max(peak, sequence(values, base: free))
    // Missing values are filled up with nil, side by side.
    return values.count == targets.count ? peak : max(peak, free + max(targets.count, values.count))
  }

  /// Whether a value needs no register of its own when it is an operand.
  private func isPlaced(_ value: NodeID) -> Bool {
    switch tree.kind(value) {
    case .nil, .true, .false, .number, .string, .missing: true
    case .name: checks.isInRegister(value)
    default: false
    }
  }

  private func operand(_ value: NodeID, base: Int) -> Int {
    isPlaced(value) ? base : self.value(value, base: base)
  }

  /// The peak while a value is computed into the register behind `base`.
  private func value(_ value: NodeID, base: Int) -> Int {
    var peak = base + 1
    var node = value
    while true {
      let first = tree.firstChild(node)
      switch tree.kind(node) {
      case .member, .parenthesized, .unary:
        node = first
      case .index:
        peak = max(peak, operand(tree.nextSibling(first), base: base + (isPlaced(first) ? 0 : 1)))
        node = first
      case .call:
        peak = max(peak, list(tree.nextSibling(first), base: base + 1))
        node = first
      case .methodCall:
        let arguments = tree.nextSibling(tree.nextSibling(first))
        peak = max(peak, base + 2, list(arguments, base: base + 2))
        node = first
      case .binary:
        let second = tree.nextSibling(first)
        peak = max(peak, operand(second, base: base + rightOffset(left: first, right: second)))
        node = first
      case .table:
        return max(peak, table(node, base: base))
      default:
        return peak
      }
    }
  }

  /// How many registers the left operand takes while the right one is computed.
  private func rightOffset(left: NodeID, right: NodeID) -> Int {
    switch tree.tokens[Int(tree.records[right.index].firstToken) - 1].kind {
    // The left value has been tested and is gone.
    case .and, .or: 0
    // The values to be joined stand side by side.
    case .concat: 1
    default: isPlaced(left) ? 0 : 1
    }
  }

  private func table(_ table: NodeID, base: Int) -> Int {
    var peak = base + 1
    var waiting = 0
    for field in tree.children(of: table) {
      let first = tree.firstChild(field)
      let free = base + 1 + waiting
      switch tree.kind(field) {
      case .positionalField:
        peak = max(peak, value(first, base: free))
        waiting = waiting + 1 == Limits.waitingItems ? 0 : waiting + 1
      case .namedField:
        peak = max(peak, operand(tree.nextSibling(first), base: free))
      default:
        peak = max(peak, operand(first, base: free))
        peak = max(peak, operand(tree.nextSibling(first), base: free + (isPlaced(first) ? 0 : 1)))
      }
    }
    return peak
  }
}
