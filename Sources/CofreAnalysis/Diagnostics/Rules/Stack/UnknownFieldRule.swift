import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownFieldRule: NodeRule {
  static let page = RulePage(
    "unknown-field", .error, .stack, "Unknown field",
    explanation: """
      A resource has no output, an output no member, or a library no function of this name, so what is read is nil. An
      export of it would be silently left out, and a property given it would count as not given.

      Correct the name. The reference page of the type lists its outputs.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("secret", secret.arm)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      cofre.export("secret", secret.arn)
      """,
    fix: "Changes the name to the nearest one.", alsoKnownAs: ["undefined-field"])

  static let kinds: [NodeKind] = [.member]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let member = MemberExpression(node), let name = member.name, !name.range.isEmpty,
      node.parent?.kind != .functionStatement
    else { return }
    switch context.value(of: member.object) {
    case .library(let table):
      let full = "\(table).\(name.text)"
      if StandardLibrary.entry(full) != nil || StandardLibrary.unavailable[full] != nil || context.isAssigned(node) {
        return
      }
      context.reportUnknown(
        page, name, "The library '\(table)' has no '\(name.text)'.",
        among: (StandardLibrary.tables[table] ?? []).map(\.shortName))
    case .handle(let index):
      let type = context.facts.declarations[index].type
      guard name.text != "id", name.text != "urn", type.output(name.text) == nil else { return }
      context.reportUnknown(
        page, name, "\(type.name) has no output '\(name.text)'.",
        among: type.outputs.map(\.name) + type.inputs.map(\.name) + ["id", "urn"])
    case .output(let output):
      let members = (output.property?.objectMembers ?? []) + (output.input?.objectMembers ?? [])
      guard let type = output.type, output.property?.objectMembers != nil, !members.isEmpty,
        !members.contains(where: { $0.name == name.text })
      else { return }
      context.reportUnknown(
        page, name, "'\(output.path)' of \(type.name) has no '\(name.text)'.", among: members.map(\.name))
    default: break
    }
  }
}
