import CofreSchema
import LuaSyntax

enum OutputAsNumberRule: NodeRule {
  static let page = RulePage(
    "output-as-number", .error, .stack, "Output used as a number",
    explanation: """
      A loop counts to an output, which has no value yet while the script runs; or an id, an ARN or another output that is
      a text is reckoned with. The run would stop there, or when the value becomes known.

      Count inside of `output:apply(function(value) … end)`. A text is joined with `..`.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("next", secret.arn + 1)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("next", secret.arn .. "1")
      """)

  static let kinds: [NodeKind] = [.binary, .unary, .numericFor]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let binary = BinaryExpression(node) {
      switch binary.operatorToken.kind {
      case .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret:
        checkText(binary.left, in: &context)
        checkText(binary.right, in: &context)
      default: break
      }
    } else if let unary = UnaryExpression(node) {
      if unary.operatorToken.kind == .minus { checkText(unary.operand, in: &context) }
    } else {
      for child in node.children {
        guard child.kind != .block, let bound = Expression(child), child.kind != .localName, context.isOutput(bound)
        else { continue }
        context.report(
          page, at: bound.range, "A loop needs a number, and the value of an output is not known yet.",
          hint: "Write output:apply(function(number) … end) and loop inside of it.")
      }
    }
  }

  /// Arithmetic makes outputs of outputs, so only one that is a text for sure is wrong.
  private static func checkText(_ operand: Expression, in context: inout RuleContext) {
    switch operand {
    case .name, .member, .index, .parenthesized: break
    default: return
    }
    guard context.isOutput(operand), case .output(let output) = context.facts.value(of: operand), output.type != nil
    else { return }
    if let property = output.property {
      guard case .string = property.kind else { return }
    } else if output.path != "id" {
      return
    }
    context.report(
      page, at: operand.range, "'\(output.path)' is a text, and a number is needed here.",
      hint: "Join texts with '..'.")
  }
}
