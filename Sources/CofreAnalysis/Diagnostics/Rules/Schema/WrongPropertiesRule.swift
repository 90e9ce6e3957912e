import CofreModel
import CofreSchema
import LuaSyntax

enum WrongPropertiesRule: DeclarationRule {
  static let page = RulePage(
    "wrong-properties", .error, .schema, "Wrong properties",
    explanation: """
      The second argument of a constructor is a table of names and values. A list, a text or a number in its place says
      nothing about the resource.

      Write `{ name = value, … }`, or `{}` for none.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { "the key of our model" })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { description = "the key of our model" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    let declaration = checked.declaration
    let type = declaration.type
    if declaration.arguments.count > 1 {
      switch declaration.arguments[1] {
      case .string, .number, .boolean, .function:
        context.report(
          page, at: declaration.arguments[1].range,
          "The second argument of \(type.name) is a table of names and values.")
      default: break
      }
    }
    checkUnnamed(checked, in: &context)
    guard let properties = checked.properties, let table = properties.tables[PropertyPath()],
      case .array(let elements) = properties.value, !elements.isEmpty, !isBeingTyped(properties)
    else { return }
    context.report(
      page, at: table.range, "The properties of \(type.name) must be a table of names and values, not a list.")
  }

  /// Reports values without a name beside some that have one.
  private static func checkUnnamed(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties, case .object = properties.value,
      let table = properties.tables[PropertyPath()]
    else { return }
    for field in table.fields where field.keyRange == nil {
      switch field.value {
      case .string, .number, .boolean, .table, .function:
        context.report(
          page, at: field.value.range, "A value among the properties of \(checked.declaration.type.name) has no name.",
          hint: "Write name = value.")
      default: break
      }
    }
  }

  /// A word alone may become the name of a property.
  private static func isBeingTyped(_ properties: LiteralProperties) -> Bool {
    properties.places.contains { place in
      if case .name = place.value { return true }
      return false
    }
  }
}
