import LuaSyntax

enum OutputAsConditionRule: NodeRule {
  static let page = RulePage(
    "output-as-condition", .error, .stack, "Output used as a condition",
    explanation: """
      An output is a value that the cloud gives later: while the script runs it is an object, and an object is always
      true. So the condition decides nothing, whatever the cloud will answer.

      Decide by a value of the configuration, or inside of `output:apply(function(value) … end)`, where the value is
      there.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      if secret.kms_key_id then
        print("encrypted with a key of its own")
      end
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      local key = config:get "kms_key_id"
      aws.secretsmanager.Secret("apiKey", { kms_key_id = key })
      if key then
        print("encrypted with a key of its own")
      end
      """)

  static let kinds: [NodeKind] = [.ifClause, .whileStatement, .repeatStatement, .unary, .binary]

  static func check(_ node: Node, in context: inout RuleContext) {
    switch node.kind {
    case .ifClause: IfClause(node).map { check($0.condition, in: &context) }
    case .whileStatement: WhileStatement(node).map { check($0.condition, in: &context) }
    case .repeatStatement: RepeatStatement(node).map { check($0.condition, in: &context) }
    case .unary:
      guard let unary = UnaryExpression(node), unary.operatorToken.kind == .not else { return }
      check(unary.operand, in: &context)
    case .binary:
      guard let binary = BinaryExpression(node) else { return }
      let kind = binary.operatorToken.kind
      if kind == .and || kind == .or { check(binary.left, in: &context) }
    default: break
    }
  }

  private static func check(_ expression: Expression, in context: inout RuleContext) {
    var condition = expression
    while case .parenthesized(let inner) = condition { condition = inner.inner }
    guard context.isOutput(condition) else { return }
    context.report(
      page, at: condition.range, "An output is always true: its value is not known while the script runs.",
      hint: "Decide inside of output:apply(function(value) … end), or by a value of the configuration.")
  }
}
