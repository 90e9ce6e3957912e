import CofreSchema

enum ExactlyOnePropertyRule: DeclarationRule {
  static let page = RulePage(
    "exactly-one-property", .error, .schema, "Exactly one property is needed",
    explanation: """
      Of a group of properties that say the same in different ways, one must be given and no more: a secret's value as
      text or as bytes, but not both and not neither.

      Keep one of those that the message names.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", { secret_id = secret.id })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", {
        secret_id = secret.id,
        secret_string = config:require_secret "api_key",
      })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked)
  }
}
