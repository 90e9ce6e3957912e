import CofreSchema
import LuaSyntax

enum WrongTypeRule: DeclarationRule {
  static let page = RulePage(
    "wrong-type", .error, .schema, "Wrong type of value",
    explanation: """
      The property takes another kind of value: a text in place of a number, a list in place of a table of names and
      values, a function in place of what it answers. A run would stop at the declaration.

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
    for place in checked.properties?.places ?? .init() {
      switch place.held {
      case .closure, .function, .constructor:
        guard context.isFunction(place.value) else { continue }
        let isNamed = place.value.node.kind != .functionExpression
        context.report(
          page, at: place.value.range,
          "'\(place.path)' of \(checked.declaration.type.name) is given a function, which is no value.",
          hint: isNamed ? "Call it." : nil)
      case .cofre, .namespace:
        context.report(
          page, at: place.value.range,
          "'\(place.path)' of \(checked.declaration.type.name) is given a module, which is no value.")
      default: break
      }
    }
  }
}
