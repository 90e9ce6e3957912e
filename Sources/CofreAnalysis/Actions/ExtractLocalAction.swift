import LuaSyntax

/// Puts an expression that is selected into a local before the statement that it is in.
enum ExtractLocalAction: ScriptAction {
  static let kind = ActionKind.extract
  private static let title = "Extract to a local"

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let expression = context.selectedExpression, ExtractedExpression.isWorthIt(expression),
      let statement = context.statement(around: expression.node)
    else { return [] }
    if let reason = ExtractedExpression.obstacle(to: expression, context)
      ?? obstacle(to: expression, before: statement, context)
    {
      return [ActionOffer(title, kind, disabled: reason)]
    }
    return [
      ActionOffer(title, kind) {
        let name = context.freeName(ExtractedExpression.name(for: expression, context))
        return ActionChange([
          context.inserting(["local \(name) = \(expression.text)"], before: statement),
          context.replacing(expression, with: name),
        ])
      }
    ]
  }

  /// What would be different if the expression were computed before the statement.
  private static func obstacle(
    to expression: Expression, before statement: Node, _ context: ActionContext
  ) -> String? {
    if !context.canDeclare(before: statement) { return "A 'goto' may not jump over a local to a label behind it." }
    var inner = expression.node
    while inner != statement, let outer = inner.parent {
      switch outer.kind {
      case .whileStatement where outer.firstChild == inner, .repeatStatement where outer.firstChild != inner:
        return "The condition is computed again in each round."
      case .ifClause where outer.firstChild == inner && outer.parent?.firstChild != outer:
        return "The condition is only computed when those before it do not hold."
      case .binary where outer.firstChild != inner:
        let sign = BinaryExpression(outer)?.operatorToken.kind
        if sign == .and || sign == .or, !ExtractedExpression.isConstant(expression) {
          return "The expression is only computed when what stands before it says so."
        }
      default: break
      }
      inner = outer
    }
    return nil
  }
}
