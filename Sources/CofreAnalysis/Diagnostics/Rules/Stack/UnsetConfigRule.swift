import CofreModel
import LuaSyntax

enum UnsetConfigRule: NodeRule {
  static let page = RulePage(
    "unset-config", .warning, .stack, "Configuration that no stack has",
    explanation: """
      The script takes a value that must be there, and no stack of the project has one of this name, though they have
      others: every run would stop at this place. This is said in the script, as mostly the key is misspelt there. Where
      some stacks have the value and one has not, that stack's settings file is told, as
      `missing-config`.

      Correct the key, set it with `cofre config set`, or take it with `config:get` where the script can do without it.
      """,
    wrong: """
      local cofre = require "cofre"
      local config = cofre.config()
      cofre.export("tenant", config:require "tenant_di")
      """,
    right: """
      local cofre = require "cofre"
      local config = cofre.config()
      cofre.export("tenant", config:require "tenant_id")
      """,
    fix: "Changes the key to the nearest one.", alsoKnownAs: ["missing-config"])

  static let kinds: [NodeKind] = [.methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    // In a project whose stacks have nothing yet, nothing is misspelt.
    guard let keys = context.facts.workspace.configurationKeys, !keys.isEmpty, let call = MethodCallExpression(node),
      let method = call.method?.text, method.hasPrefix("require"), ConfigurationMethod.named(method) != nil,
      case .configuration = context.value(of: call.receiver),
      case .string(let literal)? = call.arguments.expressions.first, !literal.value.isEmpty
    else { return }
    let key = context.facts.settingsKey(of: literal, receiver: call.receiver)
    guard !keys.contains(where: { $0.name == key }) else { return }
    let nearest = nearestNames(to: String(decoding: literal.value, as: UTF8.self), among: keys.map(\.name))
    let option = method.hasSuffix("_secret") ? "--secret " : ""
    context.report(
      page, at: literal.range, "No stack has a configuration value '\(key)'.",
      nearest: nearest, changing: literal.contentRange, otherwise: "Run: cofre config set \(option)\(key)")
  }
}
