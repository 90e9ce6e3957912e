import LuaSyntax

/// Writes the parentheses of a call whose only argument is a text or a table, or leaves them out.
enum CallParenthesesAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let node = context.nearest(4, where: { $0.kind == .argumentList }), let list = ArgumentList(node),
      list.expressions.count == 1, let argument = list.expressions.first, isLiteral(argument),
      context.touches(argument.range.lowerBound..<argument.range.lowerBound) || argument.node.kind == .string,
      !context.file.errors.contains(where: { node.range.overlaps($0.range) })
    else { return [] }
    if !list.hasParentheses {
      return [ActionOffer("Add parentheses", kind) { ActionChange([context.replacing(argument, with: argument.text)]) }]
    }
    guard !context.hasComments(in: node.range), context.file.source[node.range].last == UInt8(ascii: ")") else {
      return []
    }
    return [
      ActionOffer("Remove the parentheses", kind) {
        let before = context.file.source[node.range.lowerBound - 1]
        let gap = before == 32 || 9...13 ~= before ? "" : " "
        return ActionChange([Edit(node.range, gap + argument.text)])
      }
    ]
  }

  private static func isLiteral(_ expression: Expression) -> Bool {
    switch expression {
    case .string, .table: true
    default: false
    }
  }
}
