import CofreSchema

enum OutOfRangeRule: DeclarationRule {
  static let page = RulePage(
    "out-of-range", .error, .schema, "Value is not allowed",
    explanation: """
      The cloud refuses the value: a number beyond its bounds, a text that is too long or of the wrong form, a word that
      is none of those allowed. The clouds often say so late, after other objects have been made; the same rule is
      checked here, while you type, and again before the first call.

      Write a value as the message describes it. The bounds stand on the reference page of the type.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_window_in_days = 90 })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_window_in_days = 30 })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked)
  }
}
