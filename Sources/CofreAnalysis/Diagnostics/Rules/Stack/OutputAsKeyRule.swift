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

  static let kinds: [NodeKind] = [.indexedField, .index]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let key = key(in: node), context.isOutput(key) else { return }
    context.report(
      page, at: key.range, "The value of an output is not known yet, so it cannot be a key.",
      hint: "Make the table inside of output:apply(function(value) … end).")
  }

  private static func key(in node: Node) -> Expression? {
    if let index = IndexExpression(node) { return index.key }
    guard case .indexed(let field)? = TableField(node) else { return nil }
    return field.key
  }
}
