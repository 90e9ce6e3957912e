import CofreSchema
import LuaSyntax

enum DotAndColonRule: NodeRule {
  static let page = RulePage(
    "dot-and-colon", .error, .stack, "Dot for a colon",
    explanation: """
      Methods of the configuration and of outputs are called with a colon, which hands over what stands before it;
      functions of modules are called with a dot. With the other sign the first argument is taken for something else, and
      the run would stop there.

      Write the other sign.
      """,
    wrong: """
      local cofre = require "cofre"
      local config = cofre.config()
      print(config.get("zone"))
      """,
    right: """
      local cofre = require "cofre"
      local config = cofre.config()
      print(config:get("zone"))
      """,
    fix: "Writes the other sign.")

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = CallExpression(node) { return checkDot(call, in: &context) }
    guard let call = MethodCallExpression(node), let name = call.method, !name.range.isEmpty else { return }
    let what: String
    switch context.facts.field(name.text, of: context.value(of: call.receiver)) {
    case .constructor(let type): what = type.name
    case .function(let function) where needsItsFirst(function): what = function
    default: return
    }
    report(name, "'\(what)' is a function of a module, and called with a dot.", ".", in: &context)
  }

  /// Whether a function of the module `cofre` cannot do without its first argument, which a colon displaces.
  private static func needsItsFirst(_ name: String) -> Bool {
    guard name.hasPrefix("cofre."), let first = StandardLibrary.entry(name)?.parameters.first else { return false }
    return !first.hasSuffix("?") && first != "..."
  }

  private static func checkDot(_ call: CallExpression, in context: inout RuleContext) {
    guard case .member(let member) = call.callee, let name = member.name, !name.range.isEmpty,
      !context.isBegun(member)
    else { return }
    if case .configuration = context.value(of: member.object) {
      guard ConfigurationMethod.named(name.text) != nil, !isGivenConfiguration(call, context) else { return }
      report(name, "'\(name.text)' is a method of the configuration, and called with a colon.", ":", in: &context)
    } else if isMethodOfOutput(call.callee, context),
      call.arguments.expressions.first.map(context.isOutput) != true
    {
      report(name, "'\(name.text)' is a method of an output, and called with a colon.", ":", in: &context)
    }
  }

  /// `config.get(config, "key")` is the same as `config:get("key")`.
  private static func isGivenConfiguration(_ call: CallExpression, _ context: RuleContext) -> Bool {
    guard let first = call.arguments.expressions.first else { return false }
    if case .configuration = context.facts.value(of: first) { return true }
    return false
  }

  /// `secret.arn.apply`.
  static func isMethodOfOutput(_ callee: Expression, _ context: RuleContext) -> Bool {
    guard case .member(let member) = callee, member.name?.text == "apply" else { return false }
    return context.isOutput(member.object)
  }

  private static func report(_ name: Name, _ detail: String, _ sign: String, in context: inout RuleContext) {
    let place = context.file.tokens[context.file.tokenIndex(at: name.range.lowerBound) - 1].range
    context.report(
      page, at: name.range, detail, hint: "Write \(sign)\(name.text).",
      fixes: [AnalysisDiagnostic.Fix(title: "Write '\(sign)'", edits: [Edit(place, sign)])])
  }
}
