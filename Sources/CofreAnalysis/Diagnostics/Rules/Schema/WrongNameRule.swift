import CofreSchema
import LuaSyntax

enum WrongNameRule: DeclarationRule {
  static let page = RulePage(
    "wrong-name", .error, .schema, "Wrong name of a resource",
    explanation: """
      The first argument of a constructor is the resource's name in this stack: a text that is not empty. By it a later
      run knows the resource again, so it should not change. It need not be the name that the cloud shows: that is a
      property, and is made up from this one when it is left out.

      Write a name of its own as the first argument.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret({ description = "the key of our model" })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("modelKey", { description = "the key of our model" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    let declaration = checked.declaration
    let type = declaration.type
    if let literal = declaration.name, literal.value.isEmpty {
      context.report(
        page, at: literal.range, "The name of a resource (\(type.name)) must be a string with text in it.")
    }
    switch declaration.arguments.first {
    case nil where declaration.call.arguments.node.isEmpty, .missing?: break
    case nil, .table?, .number?, .boolean?, .nil?, .function?:
      context.report(
        page, at: declaration.arguments.first?.range ?? declaration.calleeRange,
        "The first argument of \(type.name) is the name of the resource, a string.",
        hint: "Write \(type.name)(\"name\", { … }).")
    case let name? where context.isOutput(name):
      context.report(
        page, at: name.range, "The name of a resource must be known before the cloud answers, and this is an output.",
        hint: "Make the name of texts that stand in the script or in the configuration.")
    default: break
    }
  }
}
