import LuaSyntax

enum WrongExportRule: NodeRule {
  static let page = RulePage(
    "wrong-export", .error, .stack, "Export that cannot be made",
    explanation: """
      `cofre.export` takes a name, a string with text in it, and one value that is there. Without a name nobody could ask for
      the value, and a function, a resource or nil is no value that the stack could keep. The run would stop there.

      Give it a name and a value, or leave the export out.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("secret", secret)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("secret", secret.id)
      """,
    fix: "Writes the id of a resource.")

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), context.calledFunction(call) == "cofre.export" else { return }
    let arguments = call.arguments.expressions
    guard let name = arguments.first else {
      return context.report(
        page, at: call.callee.range, "The first argument of cofre.export is the name of the export, a string.",
        hint: hint)
    }
    if !isName(name, &context) {
      return context.report(
        page, at: name.range, "The name of an export must be a string with text in it.", hint: hint)
    }
    guard arguments.count > 1 else {
      if name.mayHaveMoreValues { return }
      return context.report(page, at: node.range, "The value of the export is missing.", hint: hint)
    }
    if arguments.count > 2 {
      return context.report(
        page, at: arguments[2].range.lowerBound..<arguments[arguments.count - 1].range.upperBound,
        "cofre.export takes a name and one value.", hint: "Make a table of several values.")
    }
    switch arguments[1] {
    case .nil:
      context.report(page, at: arguments[1].range, "The value of the export is nil.", hint: "Leave the export out.")
    case .function: context.report(page, at: arguments[1].range, "A function is no value that a stack can keep.")
    case let value where context.isResource(value):
      let end = value.range.upperBound
      context.report(
        page, at: value.range, "A whole resource is no value that a stack can keep.",
        hint: "Write one of its fields, such as .id.",
        fixes: [AnalysisDiagnostic.Fix(title: "Write its id", edits: [Edit(end..<end, ".id")])])
    default:
      guard case .function = context.value(of: arguments[1]) else { return }
      context.report(
        page, at: arguments[1].range, "A function is no value that a stack can keep.", hint: "Call it.")
    }
  }

  private static let hint = "Write cofre.export(\"name\", value)."

  /// Whether an expression may be the name of an export.
  private static func isName(_ expression: Expression, _ context: inout RuleContext) -> Bool {
    switch expression {
    case .string(let literal): return !literal.value.isEmpty
    case .nil, .number, .boolean, .table, .function: return false
    default:
      switch context.value(of: expression) {
      case .number, .boolean, .table, .closure, .function, .library, .handle, .resource, .constructor, .namespace,
        .output:
        // What is an output on some ways only may be a text on the others.
        if case .output = context.value(of: expression) { return !context.isOutput(expression) }
        guard case .name(let name) = expression, let index = context.facts.binding(of: name) else { return false }
        return !context.facts.bindings[index].isNeverReassigned
      default: return true
      }
    }
  }
}
