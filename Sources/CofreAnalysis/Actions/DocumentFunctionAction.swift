import LuaSyntax

/// Writes the frame of a function's documentation: a line for each parameter and for what it returns.
enum DocumentFunctionAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let function = function(in: context), context.isFirstOnLine(function.holder),
      context.touches(function.holder.range.lowerBound..<function.body.parameterList.range.upperBound),
      !isDocumented(function.holder, context)
    else { return [] }
    let lines = function.missingLines().map { "---@\($0)" }
    guard !lines.isEmpty else { return [] }
    return [
      ActionOffer("Document the parameters", kind) {
        let start = function.holder.range.lowerBound
        let separator = context.newline + context.indent(at: start)
        return ActionChange([Edit(start..<start, lines.joined(separator: separator) + separator)])
      }
    ]
  }

  private static func function(in context: ActionContext) -> DocumentableFunction? {
    for node in context.node.ancestors.prefix(8) where node.kind != .returnStatement && !node.kind.isTableField {
      if node.kind == .block { return nil }
      if let function = DocumentableFunction(heldBy: node) { return function }
      if node.kind == .localStatement || node.kind == .assignment { return nil }
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
}
