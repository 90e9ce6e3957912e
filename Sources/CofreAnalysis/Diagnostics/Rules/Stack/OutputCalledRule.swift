import LuaSyntax

enum OutputCalledRule: NodeRule {
  static let page = RulePage(
    "output-called", .error, .stack, "Output called",
    explanation: """
      An output is a value that the cloud gives later, and no function; neither is it one that a loop could ask for the next
      value. The run would stop there.

      Take the parentheses away, or call a method of the value with a colon, such as `output:upper()`.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("arn", secret.arn())
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("arn", secret.arn)
      """,
    fix: "Takes empty parentheses away where the value is used.")

  static let kinds: [NodeKind] = [.call, .genericFor]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = CallExpression(node) { return checkCall(call, in: &context) }
    guard let loop = GenericFor(node), let iterator = loop.values.first, context.isOutput(iterator) else { return }
    context.report(
      page, at: iterator.range, "A loop calls what stands behind 'in', and an output is not a function.",
      hint: "Write output:apply(function(list) … end) and loop inside of it.")
  }

  private static func checkCall(_ call: CallExpression, in context: inout RuleContext) {
    // A method that is called with a dot is told by another rule.
    guard !DotAndColonRule.isMethodOfOutput(call.callee, context), context.isOutput(call.callee),
      !context.isBegun(call.callee)
    else { return }
    let isValue = call.node.parent?.kind != .callStatement
    let parentheses = call.callee.range.upperBound..<call.node.range.upperBound
    context.report(
      page, at: call.callee.range, "An output is not a function.",
      hint: "Call methods of its value with a colon, such as output:upper().",
      fixes: isValue && call.arguments.expressions.isEmpty
        ? [AnalysisDiagnostic.Fix(title: "Take the parentheses away", edits: [Edit(parentheses, "")])] : [])
  }
}
