import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownModuleRule: NodeRule {
  static let page = RulePage(
    "unknown-module", .error, .stack, "Unknown module",
    explanation: """
      A name that begins with `cofre.` is one of Cofre's own modules, and there is none of this name. The run would stop
      there.

      Correct the name: each cloud has a module (`cofre.aws`, `cofre.azure`, `cofre.gcp`).
      """,
    wrong: """
      local aws = require "cofre.asw"
      print(aws)
      """,
    right: """
      local aws = require "cofre.aws"
      print(aws)
      """,
    fix: "Changes the name to the nearest one.")

  static let kinds: [NodeKind] = [.call]

  /// Other names may be files that the editor does not know of.
  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), context.calledFunction(call) == "require",
      case .string(let literal)? = call.arguments.expressions.first
    else { return }
    let name = String(decoding: literal.value, as: UTF8.self)
    guard name.hasPrefix("cofre."), case .unknown = context.facts.module(named: .string(literal)) else { return }
    let modules = context.facts.workspace.catalog.clouds.map { "cofre.\($0)" } + ["cofre.log"]
    let nearest = nearestNames(to: name, among: modules)
    context.report(
      page, at: literal.range, "There is no module '\(name)'.",
      hint: context.didYouMean(nearest) ?? "There are \(modules.joined(separator: ", ")).",
      fixes: nearest.map { context.changeFix(literal.contentRange, to: $0) })
  }
}
