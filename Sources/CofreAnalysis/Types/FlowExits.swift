import LuaSyntax

/// Whether the end of a block is ever reached.
enum FlowExits {
  /// Whether a block always leaves by `return`, `break`, `goto` or an error.
  static func always(_ block: Node, _ file: SourceFile) -> Bool { always(block, file, depth: 32) }

  private static func always(_ block: Node, _ file: SourceFile, depth: Int) -> Bool {
    guard depth > 0, let last = lastStatement(of: block) else { return false }
    switch last.kind {
    case .returnStatement, .breakStatement, .gotoStatement: return true
    case .callStatement: return isError(last, file)
    case .doStatement: return last.firstChild.map { always($0, file, depth: depth - 1) } ?? false
    case .ifStatement:
      var hasElse = false
      for clause in last.children {
        if clause.kind == .elseClause { hasElse = true }
        guard let inner = clause.children.first(where: { $0.kind == .block }),
          always(inner, file, depth: depth - 1)
        else { return false }
      }
      return hasElse
    case .whileStatement:
      // `while true` without a way out.
      guard last.firstChild?.kind == .true else { return false }
      return !last.descendants.contains { $0.kind == .breakStatement || $0.kind == .gotoStatement }
    default: return false
    }
  }

  private static func lastStatement(of block: Node) -> Node? {
    // A block ends where its last token does, so the last statement is found from there.
    let tokens = block.tokenRange
    guard !tokens.isEmpty else { return nil }
    var last: Node?
    for child in block.children { last = child }
    return last?.kind == .emptyStatement ? block.children.filter { $0.kind != .emptyStatement }.last : last
  }

  /// Whether a call never comes back: `error(…)`.
  static func isError(_ statement: Node, _ file: SourceFile) -> Bool {
    guard case .call(let call)? = CallStatement(statement)?.call else { return false }
    switch call.callee {
    case .name(let name): return name.text == "error"
    case .member(let member):
      guard case .name(let object) = member.object else { return false }
      return object.text == "os" && member.name?.text == "exit"
    default: return false
    }
  }
}
