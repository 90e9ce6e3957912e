import LuaSyntax

enum OutputAsTextRule: NodeRule {
  static let page = RulePage(
    "output-as-text", .error, .stack, "Output used as text",
    explanation: """
      A function that needs a text is given an output: a value that the cloud gives later, and that may be a secret. The
      run would stop there.

      A message has to wait as well: `print` belongs inside of `apply`, or the value is exported.

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

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let (name, arguments) = context.refusedAsText(node) else { return }
    for argument in arguments {
      let hint: String
      if !SecretLoggedRule.shows(name) {
        hint = "Write \"…\" .. output, cofre.format(\"%s\", output), or output:apply(function(value) … end)."
      } else if context.carriesSecretAtSight(argument) {
        hint = "Leave the secret out of the message."
      } else {
        hint = "Show it inside of output:apply(function(value) … end), or export it."
      }
      context.report(
        page, at: argument.range, "'\(name)' needs a text, and the value of an output is not known yet.", hint: hint)
    }
  }
}
