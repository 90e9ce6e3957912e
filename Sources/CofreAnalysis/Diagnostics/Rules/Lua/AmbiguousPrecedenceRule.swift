import LuaSyntax

enum AmbiguousPrecedenceRule: NodeRule {
  static let page = RulePage(
    "ambiguous-precedence", .warning, .lua, "Precedence is not what it looks like",
    explanation: """
      `not a == b` compares the negation of `a` with `b`, because `not` binds tighter than `==`; mostly `a ~= b` was
      meant. In the same way `count or 0 + 1` is `count or (0 + 1)`, and `base + extra or 0` is `(base + extra) or 0`.

      Write what is meant, with parentheses if need be: parentheses around the part that is worked out first say that it
      is on purpose.
      """,
    wrong: """
      local region, home = "eu", "us"
      if not region == home then
        print("abroad")
      end
      """,
    right: """
      local region, home = "eu", "us"
      if region ~= home then
        print("abroad")
      end
      """,
    fix: "Writes `a ~= b` for `not a == b`.", alsoKnownAs: ["ambiguity-1"])

  static let kinds: [NodeKind] = [.binary]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let binary = BinaryExpression(node) else { return }
    let sign = binary.operatorToken
    switch sign.kind {
    case .equal, .notEqual:
      guard case .unary(let unary) = binary.left, unary.operatorToken.kind == .not, !isTruthValue(binary.right) else {
        return
      }
      let isEqual = sign.kind == .equal
      let operand = unary.operand.range
      let opposite = isEqual ? "~=" : "=="
      context.report(
        page, at: binary.range,
        "'not' binds tighter than '\(isEqual ? "==" : "~=")', so only the left side is negated.",
        hint: "Write a \(opposite) b, or not (a \(isEqual ? "==" : "~=") b).",
        fixes: [
          AnalysisDiagnostic.Fix(
            title: "Write '\(opposite)'",
            edits: [
              Edit(unary.range.lowerBound..<operand.lowerBound, ""), Edit(sign.range, opposite),
            ])
        ])
    case .or: checkDefault(binary, in: &context)
    default: break
    }
  }

  /// `a or 0 + b`, where `(a or 0) + b` may be meant, and `a + b or 0`, where `a + (b or 0)` may be.
  private static func checkDefault(_ binary: BinaryExpression, in context: inout RuleContext) {
    if case .binary(let sum) = binary.right, sum.operatorToken.kind.isArithmetic, case .number = sum.left,
      !isLiteral(sum.right), binary.left.node.kind != .binary
    {
      context.report(
        page, at: binary.range, "'or' is worked out last: the default is the whole of what stands behind it.",
        hint: "Put the part that is worked out first into parentheses.")
    } else if case .binary(let sum) = binary.left, sum.operatorToken.kind.isArithmetic, !isLiteral(sum.right),
      isLiteral(binary.right)
    {
      context.report(
        page, at: binary.range, "'or' is worked out last, and the result of a calculation is never nil.",
        hint: "Put the part that is worked out first into parentheses.")
    }
  }

  private static func isTruthValue(_ expression: Expression) -> Bool {
    switch expression {
    case .boolean: true
    case .unary(let unary): unary.operatorToken.kind == .not
    default: false
    }
  }

  private static func isLiteral(_ expression: Expression) -> Bool {
    switch expression {
    case .number, .string, .boolean, .nil, .table: true
    default: false
    }
  }
}

extension TokenKind {
  /// Whether the sign calculates with two numbers.
  fileprivate var isArithmetic: Bool {
    switch self {
    case .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret: true
    default: false
    }
  }
}
