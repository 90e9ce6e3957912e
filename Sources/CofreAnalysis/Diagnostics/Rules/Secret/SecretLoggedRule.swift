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

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), let name = context.calledFunction(call) else { return }
    guard name == "print" || name == "error" || name.hasPrefix("cofre.log.") else { return }
    for argument in call.arguments.expressions where context.carriesSecret(argument) {
      context.report(
        page, at: argument.range, "'\(name)' shows what it is given, and this is a secret.",
        hint: "Leave the secret out of the message.")
    }
  }
}
