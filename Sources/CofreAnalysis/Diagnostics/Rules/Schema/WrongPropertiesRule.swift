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
      case let value where context.isOutput(value) || context.isResource(value) || context.isFunction(value):
        context.report(
          page, at: value.range,
          "The second argument of \(type.name) is a table of names and values, and this is "
            + (context.isOutput(value) ? "an output." : context.isResource(value) ? "a resource." : "a function."))
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
    guard let properties = checked.properties, case .object = properties.value else { return }
    let mixed = properties.tables.filter { path, table in
      (path.components.isEmpty || table.fields.contains { $0.stringKey != nil })
        && table.fields.contains { $0.keyRange == nil && isWrittenOut($0.value) }
    }
    for (path, table) in mixed.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
      for field in table.fields where field.keyRange == nil && isWrittenOut(field.value) {
        let owner = checked.declaration.type.name
        context.report(
          page, at: field.value.range,
          path.components.isEmpty
            ? "A value among the properties of \(owner) has no name."
            : "A value in '\(path)' of \(owner) has no name, and others have one.",
          hint: "Write name = value.")
      }
    }
  }

  private static func isWrittenOut(_ value: Expression) -> Bool {
    switch value {
    case .string, .number, .boolean, .table, .function: true
    default: false
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
