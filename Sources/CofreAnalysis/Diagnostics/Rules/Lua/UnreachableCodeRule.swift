import LuaSyntax

enum UnreachableCodeRule: NodeRule {
  static let page = RulePage(
    "unreachable-code", .hint, .lua, "Unreachable code",
    explanation: """
      A statement stands behind one that never goes on: a `break`, `goto`, `return` or `error(…)`, an `if` of which every
      branch ends so, or a `while true` without a way out. It is never run, so a resource declared there never exists.

      Take the code away, or move it before what ends the block.
      """,
    wrong: """
      do
        error("no region is set")
        print("never seen")
      end
      """,
    right: """
      do
        print("seen")
        error("no region is set")
      end
      """,
    alsoKnownAs: ["code-after-break"])

  static let kinds: [NodeKind] = [.block]

  static func check(_ node: Node, in context: inout RuleContext) {
    let facts = context.facts
    var isBehind = false
    var endsByReturn = false
    var range: Range<Int>?
    for child in node.children {
      if isBehind {
        if child.kind == .labelStatement { break }
        if child.kind == .emptyStatement { continue }
        range = (range?.lowerBound ?? child.range.lowerBound)..<child.range.upperBound
      } else if let statement = Statement(child), endsFlow(statement, facts, depth: 16) {
        isBehind = true
        endsByReturn = child.kind == .returnStatement
      }
    }
    // What stands behind a return is an error of syntax already.
    guard let range, !endsByReturn else { return }
    context.report(page, at: range, "What stands before it never goes on to here.", tags: [.unnecessary])
  }

  private static func endsFlow(_ statement: Statement, _ facts: DocumentFacts, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    switch statement {
    case .return, .break, .goto: return true
    case .call(let call):
      guard case .call(let call) = call.call, case .name(let callee) = call.callee,
        case .function("error") = facts.value(of: .name(callee))
      else { return false }
      return true
    case .do(let statement): return endsFlow(statement.block, facts, depth: depth)
    case .if(let statement):
      guard let otherwise = statement.elseClause, endsFlow(otherwise.block, facts, depth: depth) else { return false }
      return statement.clauses.allSatisfy { endsFlow($0.block, facts, depth: depth) }
    case .while(let loop):
      guard case .boolean(let literal) = loop.condition, literal.value else { return false }
      return !leavesLoop(loop.block)
    default: return false
    }
  }

  private static func endsFlow(_ block: Block, _ facts: DocumentFacts, depth: Int) -> Bool {
    var ends = false
    for child in block.node.children {
      if child.kind == .labelStatement { return false }
      if !ends, let statement = Statement(child) { ends = endsFlow(statement, facts, depth: depth - 1) }
    }
    return ends
  }

  /// Whether a break or jump is in the block, be it of this loop or of one inside: then nothing is said.
  private static func leavesLoop(_ block: Block) -> Bool {
    block.node.descendants.contains { $0.kind == .breakStatement || $0.kind == .gotoStatement }
  }
}
