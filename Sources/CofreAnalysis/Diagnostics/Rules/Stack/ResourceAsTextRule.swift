import LuaSyntax

enum ResourceAsTextRule: NodeRule {
  static let page = RulePage(
    "resource-as-text", .error, .stack, "Resource used as text",
    explanation: """
      A whole resource stands where a text is needed. A resource has many outputs, and which of them is meant the script
      does not say. The run would stop there.

      Write the output: `.id`, `.arn`, `.name`, or `.urn` for the name that Cofre knows it by.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("where", "the secret is " .. secret)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("where", "the secret is " .. secret.id)
      """,
    fix: "Writes the resource's id.")

  static let kinds: [NodeKind] = [.binary, .call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let binary = BinaryExpression(node) {
      guard binary.operatorToken.kind == .concat else { return }
      check(binary.left, in: &context)
      check(binary.right, in: &context)
    } else if let (_, arguments) = context.textArguments(of: node) {
      for argument in arguments { check(argument, in: &context) }
    }
  }

  private static func check(_ expression: Expression, in context: inout RuleContext) {
    guard context.isResource(expression) else { return }
    let end = expression.range.upperBound
    context.report(
      page, at: expression.range, "A resource is not a text.", hint: "Write one of its fields, such as .id or .urn.",
      fixes: [AnalysisDiagnostic.Fix(title: "Write its id", edits: [Edit(end..<end, ".id")])])
  }
}
