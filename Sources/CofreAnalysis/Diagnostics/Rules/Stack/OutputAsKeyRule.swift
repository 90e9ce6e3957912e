import LuaSyntax

enum OutputAsKeyRule: NodeRule {
  static let page = RulePage(
    "output-as-key", .error, .stack, "Output used as a key",
    explanation: """
      An output is a value that the cloud gives later: as the key of a table it is an object of its own, under which
      nobody finds the value again, and which no cloud takes as a name.

      Take a key that is known while the script runs, or make the whole table inside of
      `output:apply(function(value) … end)`.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("owners", { [secret.arn] = "ml" })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("owners", secret.arn:apply(function(arn) return { [arn] = "ml" } end))
      """)

  static let kinds: [NodeKind] = [.indexedField]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard case .indexed(let field)? = TableField(node), context.isOutput(field.key) else { return }
    context.report(
      page, at: field.key.range, "The value of an output is not known yet, so it cannot be a key.",
      hint: "Make the table inside of output:apply(function(value) … end).")
  }
}
