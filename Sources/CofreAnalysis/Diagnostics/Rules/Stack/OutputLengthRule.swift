import LuaSyntax

enum OutputLengthRule: NodeRule {
  static let page = RulePage(
    "output-length", .error, .stack, "Length of an output",
    explanation: """
      An output is a value that the cloud gives later, so there is nothing yet to be counted. The run would stop there.

      Count inside of `output:apply(function(value) … end)`, which makes an output of the number.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", { replicas = { { region = "eu-west-1" } } })
      cofre.export("replicas", #secret.replicas)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", { replicas = { { region = "eu-west-1" } } })
      cofre.export("replicas", secret.replicas:apply(function(list) return #list end))
      """)

  static let kinds: [NodeKind] = [.unary]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let unary = UnaryExpression(node), unary.operatorToken.kind == .hash else { return }
    if context.isResource(unary.operand) {
      return context.report(
        page, at: unary.range, "A resource has no length.", hint: "Count what its properties were made from.")
    }
    guard context.isOutput(unary.operand) else { return }
    context.report(
      page, at: unary.range, "An output has no length yet.",
      hint: "Write output:apply(function(value) return #value end).")
  }
}
