import LuaSyntax

enum SecretLoggedRule: NodeRule {
  static let page = RulePage(
    "secret-logged", .warning, .secret, "Secret in a message",
    explanation: """
      A secret is given to `print`, to a function of `cofre.log` or to `error`. Messages are shown, and kept in the logs of
      the systems that run the script. Inside of `output:apply(function(value) … end)` the value is plain, and nothing
      holds it back.

      Leave it out of the message; its name, or the resource's, says enough.
      """,
    wrong: """
      local cofre = require "cofre"
      local config = cofre.config()
      config:require_secret("api_key"):apply(function(key)
        cofre.log.info("the key is " .. key)
      end)
      """,
    right: """
      local cofre = require "cofre"
      local config = cofre.config()
      config:require_secret("api_key"):apply(function(key)
        cofre.log.info("the key has " .. #key .. " characters")
      end)
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  /// Whether a function of the library shows what it is given.
  static func shows(_ name: String) -> Bool { name == "print" || name == "error" || name.hasPrefix("cofre.log.") }

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node) else { return checkMethod(node, in: &context) }
    guard let name = context.calledFunction(call) else { return }
    let arguments = call.arguments.expressions
    // Of `assert` only the message is shown.
    for argument in name == "assert" ? arguments.dropFirst() : shows(name) ? arguments[...] : []
    where context.carriesSecret(argument) {
      // The run stops there, and shows nothing.
      let refused = context.refusedAsText(node)?.arguments ?? []
      if refused.contains(where: { $0.range == argument.range }) || context.isRefusedAsText(argument) { continue }
      report(argument.range, name, in: &context)
    }
  }

  private static func checkMethod(_ node: Node, in context: inout RuleContext) {
    // `secret:apply(print)`
    guard let call = MethodCallExpression(node), call.method?.text == "apply",
      case .output(let output) = context.facts.value(of: call.receiver), output.isSensitive,
      let function = call.arguments.expressions.first, case .function(let name) = context.facts.value(of: function),
      shows(name)
    else { return }
    report(function.range, name, in: &context)
  }

  private static func report(_ range: Range<Int>, _ name: String, in context: inout RuleContext) {
    context.report(
      page, at: range, "'\(name)' shows what it is given, and this is a secret.",
      hint: "Leave the secret out of the message.")
  }
}
