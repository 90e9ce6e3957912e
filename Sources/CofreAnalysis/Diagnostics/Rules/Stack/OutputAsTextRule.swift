import LuaSyntax

enum OutputAsTextRule: NodeRule {
  static let page = RulePage(
    "output-as-text", .error, .stack, "Output used as text",
    explanation: """
      A function that needs a text is given an output: a value that the cloud gives later, and that may be a secret. The
      run would stop there.

      Join with `..`, which makes an output of outputs, or use `cofre.format`, which does the same for a pattern. Both
      carry along whether a part is a secret.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("where", string.format("the secret is %s", secret.arn))
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("where", cofre.format("the secret is %s", secret.arn))
      """)

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), let name = context.makesText(call) else { return }
    var arguments = call.arguments.expressions
    if name == "table.concat", case .table(let list)? = arguments.first {
      arguments = list.fields.filter { $0.keyRange == nil }.map(\.value)
    }
    for argument in arguments where context.isOutput(argument) {
      context.report(
        page, at: argument.range, "'\(name)' needs a text, and the value of an output is not known yet.",
        hint: "Write \"…\" .. output, cofre.format(\"%s\", output), or output:apply(function(value) … end).")
    }
  }
}
