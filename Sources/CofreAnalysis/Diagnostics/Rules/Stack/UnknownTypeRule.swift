import CofreSchema
import LuaSyntax

enum UnknownTypeRule: NodeRule {
  static let page = RulePage(
    "unknown-type", .error, .stack, "Unknown resource type",
    explanation: """
      The cloud's module has no service, or the service no type, of this name. The run would stop there, because nil is
      called.

      Correct the name. `cofre schema` lists all types.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secrt("apiKey", {})
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {})
      """,
    fix: "Changes the name to the nearest one.", alsoKnownAs: ["undefined-field"])

  static let kinds: [NodeKind] = [.member]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let member = MemberExpression(node), let name = member.name, !name.range.isEmpty,
      node.parent?.kind != .functionStatement, case .namespace(let prefix) = context.value(of: member.object)
    else { return }
    let names = context.facts.workspace.catalog.members(prefix)
    let text = name.text
    guard !names.contains(text) else { return }
    let kind = text.first?.isLowercase == true ? "service" : "type"
    context.reportUnknown(page, name, "\(prefix) has no \(kind) '\(text)'.", among: names)
  }
}
