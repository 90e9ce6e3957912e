import CofreModel
import CofreSchema
import LuaSyntax

enum WrongOptionRule: DeclarationRule {
  static let page = RulePage(
    "wrong-option", .error, .stack, "Wrong option",
    explanation: """
      An option is given a value that it cannot take: a text for `protect`, or for `ignore_changes`, a list; an output where `depends_on` takes resources,
      a provider of another cloud, an output that the type does not have. The run would stop there.

      Write what the message names. `depends_on`, `parent` and `deleted_with` take the resource itself, not a field of it.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local first = aws.secretsmanager.Secret("first", {})
      aws.secretsmanager.Secret("second", {}, { depends_on = { first.id } })
      """,
    right: """
      local aws = require "cofre.aws"
      local first = aws.secretsmanager.Secret("first", {})
      aws.secretsmanager.Secret("second", {}, { depends_on = { first } })
      """,
    fix:
      "Leaves the field of a resource away, makes a list of a text, or changes the name of an output to the nearest one."
  )

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    for field in checked.options {
      guard let option = field.stringKey.flatMap(ResourceOption.named) else { continue }
      check(field.value, as: option, of: checked.declaration.type, in: &context)
    }
  }

  private static func check(
    _ value: Expression, as option: ResourceOption, of type: ResourceType, in context: inout RuleContext
  ) {
    switch option.kind {
    case .boolean:
      switch value {
      case .string, .number, .table, .function:
        context.report(page, at: value.range, "'\(option.name)' of \(type.name) must be true or false.")
      default:
        guard context.isOutput(value) else { return }
        context.report(
          page, at: value.range, "'\(option.name)' of \(type.name) must be true or false, and this is an output.",
          hint: "Take a plain value, such as config:get_boolean \"key\".")
      }
    case .provider: checkProvider(value, option, type, in: &context)
    case .resource: checkResource(value, option, type, in: &context)
    case .resources:
      guard case .table(let table) = value else { return checkResource(value, option, type, in: &context) }
      for field in table.fields where field.keyRange == nil { checkResource(field.value, option, type, in: &context) }
    case .outputNames:
      checkList(value, option, type, in: &context)
      checkOutputNames(value, option, type, in: &context)
    case .propertyPaths:
      checkList(value, option, type, in: &context)
      checkPaths(value, option, type, in: &context)
    case .timeouts: checkTimeouts(value, option, type, in: &context)
    case .strings: checkList(value, option, type, in: &context)
    }
  }

  /// Reports what is no list of texts, or stands in one and is no text.
  private static func checkList(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    let detail = "'\(option.name)' of \(type.name) takes a list of texts."
    switch value {
    case .string:
      context.report(
        page, at: value.range, detail,
        fixes: [
          AnalysisDiagnostic.Fix(
            title: "Make a list of it", edits: [Edit(value.range, "{ \(context.file.text(value.range)) }")])
        ])
    case .number, .boolean, .function: context.report(page, at: value.range, detail)
    case .table(let table):
      for field in table.fields {
        if field.stringKey != nil, let key = field.keyRange {
          context.report(page, at: key, detail, hint: "Leave the name out.")
        }
        switch field.value {
        case .number, .boolean, .table, .function: context.report(page, at: field.value.range, detail)
        default: break
        }
      }
    default:
      if context.isOutput(value) || context.isResource(value) { context.report(page, at: value.range, detail) }
    }
  }

  private static func checkTimeouts(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    guard case .table(let table) = value else {
      switch value {
      case .string, .number, .boolean, .function:
        context.report(
          page, at: value.range, "'\(option.name)' of \(type.name) takes a table of operations.",
          hint: "Write { create = \"10m\" }.")
      default: break
      }
      return
    }
    let names = ["create", "delete", "update"]
    for field in table.fields {
      guard let key = field.stringKey, let range = field.keyRange, !names.contains(key) else { continue }
      let nearest = nearestNames(to: key, among: names)
      context.report(
        page, at: range, "'\(option.name)' of \(type.name) has no operation '\(key)'.",
        nearest: nearest, otherwise: "The operations are create, delete and update.")
    }
  }

  private static func checkProvider(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    guard case .handle(let index) = context.facts.value(of: value) else {
      return checkResource(value, option, type, in: &context)
    }
    let other = context.facts.declarations[index].type
    if other.isProvider, other.cloud == type.cloud, !type.isProvider { return }
    let wanted: String
    if type.isProvider {
      wanted = "A provider itself takes none."
    } else if context.facts.workspace.catalog.resourceType("\(type.cloud).Provider") == nil {
      wanted = "\(type.name) takes none: there is no cloud behind it."
    } else {
      wanted = "Give one made by \(type.cloud).Provider."
    }
    context.report(page, at: value.range, "'provider' of \(type.name) cannot be a \(other.name).", hint: wanted)
  }

  private static func checkResource(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    switch context.facts.value(of: value) {
    case .output:
      context.report(
        page, at: value.range, "'\(option.name)' of \(type.name) takes resources, and this is an output.",
        hint: "Give the resource itself, not one of its fields.", fixes: wholeResource(value, context))
    case .text, .number, .boolean, .closure, .configuration, .cofre, .namespace, .constructor:
      context.report(page, at: value.range, "'\(option.name)' of \(type.name) takes resources.")
    default: break
    }
  }

  /// The edit that leaves away the field of a resource.
  private static func wholeResource(_ value: Expression, _ context: RuleContext) -> [AnalysisDiagnostic.Fix] {
    guard case .member(let member) = value, case .handle = context.facts.value(of: member.object) else { return [] }
    let field = member.object.range.upperBound..<value.range.upperBound
    return [AnalysisDiagnostic.Fix(title: "Give the resource itself", edits: [Edit(field, "")])]
  }

  private static func checkOutputNames(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    guard case .table(let table) = value else { return }
    for field in table.fields {
      guard case .string(let literal) = field.value else { continue }
      let name = String(decoding: literal.value, as: UTF8.self)
      if type.output(name) != nil { continue }
      let nearest = nearestNames(to: name, among: type.outputs.map(\.name) + type.inputs.map(\.name))
      context.report(
        page, at: field.value.range,
        "'\(option.name)' of \(type.name) names '\(name)', which the type does not have.",
        nearest: nearest, changing: literal.contentRange)
    }
  }

  /// The first part of each path is a property.
  private static func checkPaths(
    _ value: Expression, _ option: ResourceOption, _ type: ResourceType, in context: inout RuleContext
  ) {
    guard case .table(let table) = value else { return }
    for field in table.fields {
      guard case .string(let literal) = field.value,
        let root = PropertyPath(parsing: String(decoding: literal.value, as: UTF8.self))?.root, type.input(root) == nil
      else { continue }
      let nearest = nearestNames(to: root, among: type.inputs.map(\.name))
      let start = literal.contentRange.lowerBound
      context.report(
        page, at: field.value.range,
        "'\(option.name)' of \(type.name) names '\(root)', which is none of its properties.",
        nearest: nearest, changing: start..<min(start + root.utf8.count, literal.range.upperBound))
    }
  }
}
