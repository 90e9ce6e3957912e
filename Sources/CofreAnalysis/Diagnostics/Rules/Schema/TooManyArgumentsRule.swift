import CofreSchema
import LuaSyntax

enum TooManyArgumentsRule: DeclarationRule {
  static let page = RulePage(
    "too-many-arguments", .error, .schema, "Too many arguments",
    explanation: """
      A constructor of resources takes a name, a table of properties and a table of options. What stands behind those has
      no meaning.

      Move it into one of the two tables, or take it away.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {}, { protect = true }, "eu-west-1")
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {}, { protect = true })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    let arguments = checked.declaration.arguments
    guard arguments.count > 3 else { return }
    context.report(
      page, at: arguments[3].range.lowerBound..<arguments[arguments.count - 1].range.upperBound,
      "\(checked.declaration.type.name) takes a name, properties and options.")
  }
}
