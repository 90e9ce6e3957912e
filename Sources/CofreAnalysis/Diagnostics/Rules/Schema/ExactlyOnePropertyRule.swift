import CofreModel
import CofreSchema
import LuaSyntax

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
      """,
    fix: "Where none is given, adds one of them with an empty value.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked) { placed, context in
      let path = placed.violation.path
      guard let table = checked.table(around: path) else { return [] }
      let properties = checked.siblings(of: path)
      let group = properties.first { .key($0.name) == path.components.last }?.exactlyOneOf ?? []
      // Which of several to take away is not for a machine to say.
      guard !table.fields.contains(where: { $0.stringKey.map(group.contains) ?? false }) else { return [] }
      let preferred = checked.declaration.type.preferred(of: group)
      let ordered = group.filter { $0 == preferred } + group.filter { $0 != preferred }
      return ordered.compactMap { name in
        properties.first { $0.name == name }.map { table.fix(adding: $0, in: context) }
      }
    }
  }
}
