import LuaSyntax

enum WrongArgumentRule: NodeRule {
  static let page = RulePage(
    "wrong-argument", .error, .stack, "Wrong argument",
    explanation: """
      A function of Cofre is given what it cannot take: `apply` something else than a function, `cofre.all` several values
      instead of a table of them, `cofre.unsecret` a plain text, a method of the configuration a key that is no text. The run
      would stop there.

      Write what the message names.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("both", cofre.all(secret.id, secret.arn))
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("both", cofre.all { secret.id, secret.arn })
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node) else { return checkMethod(node, in: &context) }
    guard let name = context.calledFunction(call), name.hasPrefix("cofre.") else { return }
    let arguments = call.arguments.expressions
    switch (name, arguments.first) {
    case ("cofre.all", _) where arguments.count > 1:
      let range = arguments[0].range.lowerBound..<arguments[arguments.count - 1].range.upperBound
      context.report(page, at: range, "cofre.all takes one table.", hint: "Write cofre.all { a, b }.")
    case ("cofre.unsecret", let value?) where isPlain(value) || context.isFunction(value):
      context.report(page, at: value.range, "cofre.unsecret takes an output.", hint: "A plain value needs none of it.")
    case ("cofre.secret", let value?) where context.isFunction(value):
      context.report(page, at: value.range, "cofre.secret takes a value, and this is a function.", hint: "Call it.")
    default: break
    }
  }

  private static func checkMethod(_ node: Node, in context: inout RuleContext) {
    guard let call = MethodCallExpression(node), let method = call.method?.text, call.arguments.hasParentheses else {
      return
    }
    let arguments = call.arguments.expressions
    switch context.value(of: call.receiver) {
    case .output where method == "apply":
      if let first = arguments.first, !isPlain(first), !isNil(first) { return }
      context.report(
        page, at: arguments.first?.range ?? node.range, "'apply' takes a function.",
        hint: "Write output:apply(function(value) … end).")
    case .configuration where ConfigurationMethod.named(method) != nil:
      switch arguments.first {
      case nil, .nil, .number, .boolean, .table, .function:
        context.report(
          page, at: arguments.first?.range ?? node.range, "The key of a configuration value is a text.",
          hint: "Write config:\(method) \"key\".")
      default: break
      }
    default: break
    }
  }

  private static func isNil(_ value: Expression) -> Bool {
    if case .nil = value { return true }
    return false
  }

  private static func isPlain(_ value: Expression) -> Bool {
    switch value {
    case .string, .number, .boolean, .table: true
    default: false
    }
  }
}
