import LuaSyntax

extension DiagnosticCollector {
  /// Statements behind one that never goes on.
  mutating func checkReachability() {
    for node in file.root.descendants where node.kind == .block {
      guard let block = Block(node) else { continue }
      let statements = block.statements
      guard let end = statements.firstIndex(where: { endsFlow($0, depth: 16) }), end + 1 < statements.count else {
        continue
      }
      let rest = statements[(end + 1)...].prefix { $0.node.kind != .labelStatement }
        .filter { $0.node.kind != .emptyStatement }
      guard let first = rest.first, let last = rest.last else { continue }
      // What a reader sees is what a return already refuses as syntax.
      if statements[end].node.kind == .returnStatement { continue }
      report(
        AnalysisDiagnostic(
          "unreachable-code", .hint, first.range.lowerBound..<last.range.upperBound, "Unreachable code",
          detail: "What stands before it never goes on to here.", tags: [.unnecessary]))
    }
  }

  private func endsFlow(_ statement: Statement, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    switch statement {
    case .return, .break, .goto: return true
    case .call(let call):
      guard case .call(let call) = call.call, case .function("error") = facts.value(of: call.callee) else {
        return false
      }
      return true
    case .do(let statement): return endsFlow(statement.block, depth: depth)
    case .if(let statement):
      guard let otherwise = statement.elseClause, endsFlow(otherwise.block, depth: depth) else { return false }
      return statement.clauses.allSatisfy { endsFlow($0.block, depth: depth) }
    case .while(let loop):
      guard case .boolean(let literal) = loop.condition, literal.value else { return false }
      return !leavesLoop(loop.block)
    default: return false
    }
  }

  private func endsFlow(_ block: Block, depth: Int) -> Bool {
    block.statements.contains { endsFlow($0, depth: depth - 1) }
      && !block.node.children.contains { $0.kind == .labelStatement }
  }

  /// Whether a break or jump is in the block, be it of this loop or of one inside: then nothing is said.
  private func leavesLoop(_ block: Block) -> Bool {
    block.node.descendants.contains { $0.kind == .breakStatement || $0.kind == .gotoStatement }
  }
}
