import CofreSchema

enum WrongTypeRule: DeclarationRule {
  static let page = RulePage(
    "wrong-type", .error, .schema, "Wrong type of value",
    explanation: """
      The property takes another kind of value: a text in place of a number, a list in place of a table of names and
      values. A run would stop at the declaration.

      Write a value of the kind that the message names. Numbers and booleans inside of `tags` and `labels` are texts:
      `"true"`, not `true`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { tags = { billable = true } })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { tags = { billable = "true" } })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked)
  }
}
