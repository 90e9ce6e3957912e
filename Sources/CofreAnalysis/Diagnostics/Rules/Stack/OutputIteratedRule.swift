import LuaSyntax

enum OutputIteratedRule: NodeRule {
  static let page = RulePage(
    "output-iterated", .error, .stack, "Output iterated over",
    explanation: """
      An output is a value that the cloud gives later, so a loop has nothing yet to go over. The run would stop there.

      Loop over what the output was made from, or inside of `output:apply(function(list) … end)`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", { replicas = { { region = "eu-west-1" } } })
      for _, replica in ipairs(secret.replicas) do
        print(replica.region)
      end
      """,
    right: """
      local aws = require "cofre.aws"
      local replicas = { { region = "eu-west-1" } }
      aws.secretsmanager.Secret("apiKey", { replicas = replicas })
      for _, replica in ipairs(replicas) do
        print(replica.region)
      end
      """)

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), let name = context.calledFunction(call), name == "ipairs" || name == "pairs",
      let list = call.arguments.expressions.first, context.isOutput(list)
    else { return }
    context.report(
      page, at: list.range, "An output has no elements yet that a loop could go over.",
      hint: "Write output:apply(function(list) … end) and loop inside of it.")
  }
}
