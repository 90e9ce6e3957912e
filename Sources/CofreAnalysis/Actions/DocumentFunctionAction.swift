import LuaSyntax

/// Writes the frame of a function's documentation: a line for each parameter and for what it returns.
enum DocumentFunctionAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let (statement, body) = function(in: context), context.isFirstOnLine(statement),
      context.touches(statement.range.lowerBound..<body.parameterList.range.upperBound),
      !isDocumented(statement, context)
    else { return [] }
    var lines = body.parameters.filter { !$0.text.isEmpty && $0.text != "_" }.map { "---@param \($0.text) any" }
    if body.isVararg { lines.append("---@param ... any") }
    if returnsValue(body) { lines.append("---@return any") }
    guard !lines.isEmpty else { return [] }
    let text = lines
    return [
      ActionOffer("Document the parameters", kind) {
        let start = statement.range.lowerBound
        let separator = context.newline + context.indent(at: start)
        return ActionChange([Edit(start..<start, text.joined(separator: separator) + separator)])
      }
    ]
  }

  private static func function(in context: ActionContext) -> (Node, FunctionBody)? {
    for node in context.node.ancestors.prefix(8) {
      switch node.kind {
      case .localFunction: return LocalFunction(node).map { (node, $0.body) }
      case .functionStatement: return FunctionStatement(node).map { (node, $0.body) }
      case .localStatement:
        guard case .function(let function)? = LocalStatement(node)?.values.first else { return nil }
        return (node, function.body)
      case .assignment:
        guard case .function(let function)? = Assignment(node)?.values.first else { return nil }
        return (node, function.body)
      case .block: return nil
      default: continue
      }
    }
    return nil
  }

  /// Whether a documentation comment stands on the line before.
  private static func isDocumented(_ statement: Node, _ context: ActionContext) -> Bool {
    let lines = context.file.lines
    let line = lines.line(at: statement.range.lowerBound)
    guard line > 0 else { return false }
    let before = lines.range(ofLine: line - 1)
    return context.file.comments(in: before).contains { $0.kind == .documentationComment }
  }

  private static func returnsValue(_ body: FunctionBody) -> Bool {
    var walk = body.block.node.descendants
    while let node = walk.next() {
      if node.kind == .functionBody { walk.skipChildren() }
      if let statement = ReturnStatement(node), !statement.values.isEmpty { return true }
    }
    return false
  }
}
