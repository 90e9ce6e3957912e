import LuaSyntax

/// Turns a condition round, and exchanges what is done when it holds with what is done when it does not.
enum InvertIfAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let node = context.nearest(16, where: { $0.kind == .ifStatement }), let statement = IfStatement(node),
      statement.clauses.count == 1, let clause = statement.clauses.first, let other = statement.elseClause,
      context.touches(node.range.lowerBound..<clause.condition.range.upperBound),
      clause.condition.node.kind != .missing,
      !context.file.errors.contains(where: { node.range.overlaps($0.range) })
    else { return [] }
    let tokens = context.file.tokens
    let last = node.tokenRange.upperBound - 1
    let otherwise = other.node.tokenRange.lowerBound
    guard tokens[last].kind == .end, tokens[otherwise].kind == .else,
      let then = tokens[clause.condition.node.tokenRange.upperBound...].first, then.kind == .then
    else { return [] }
    let first = then.end..<tokens[otherwise].start
    let second = tokens[otherwise].end..<tokens[last].start
    return [
      ActionOffer("Invert the condition", kind) {
        ActionChange([
          Edit(clause.condition.range, negated(clause.condition)),
          Edit(first, context.file.text(second)),
          Edit(second, context.file.text(first)),
        ])
      }
    ]
  }

  private static func negated(_ condition: Expression) -> String {
    switch condition {
    case .unary(let unary) where unary.operatorToken.kind == .not: return unary.operand.text
    case .binary(let binary):
      let sign = binary.operatorToken
      guard sign.kind == .equal || sign.kind == .notEqual else { return "not (\(condition.text))" }
      let file = condition.file
      return file.text(condition.range.lowerBound..<sign.start) + (sign.kind == .equal ? "~=" : "==")
        + file.text(sign.end..<condition.range.upperBound)
    default: return "not \(condition.text)"
    }
  }
}
