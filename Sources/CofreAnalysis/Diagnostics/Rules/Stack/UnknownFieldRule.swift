import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownFieldRule: NodeRule {
  static let page = RulePage(
    "unknown-field", .error, .stack, "Unknown field",
    explanation: """
      A resource has no output, an output no member, or a library or module no function of this name, so what is read is
      nil. An export of it would be silently left out, and a property given it would count as not given.

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

  static let kinds: [NodeKind] = [.member, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = MethodCallExpression(node) {
      guard let name = call.method, !name.range.isEmpty, case .module(let module) = context.value(of: call.receiver)
      else { return }
      return checkModule(module, name, node, call.receiver, in: &context)
    }
    guard let member = MemberExpression(node), let name = member.name, !name.range.isEmpty,
      node.parent?.kind != .functionStatement, !context.isBegun(member)
    else { return }
    switch context.value(of: member.object) {
    case .library(let table):
      let full = "\(table).\(name.text)"
      if StandardLibrary.entry(full) != nil || StandardLibrary.unavailable[full] != nil || context.isAssigned(node) {
        return
      }
      if context.isChangedInLibrary(full) { return }
      context.reportUnknown(
        page, name, "The library '\(table)' has no '\(name.text)'.",
        among: (StandardLibrary.tables[table] ?? []).map(\.shortName))
    case .handle(let index):
      let type = context.facts.declarations[index].type
      guard name.text != "id", name.text != "urn", type.output(name.text) == nil, !context.isAssigned(node) else {
        return
      }
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
    case .module(let module): checkModule(module, name, node, member.object, in: &context)
    default: break
    }
  }

  /// A file of the project that returns a table which it never hands out gives exactly the fields that it sets.
  private static func checkModule(
    _ module: String, _ name: Name, _ node: Node, _ object: Expression, in context: inout RuleContext
  ) {
    guard let file = context.facts.workspace.modules[module], !file.isLibrary, file.text.summary.returned == nil,
      !context.isAssigned(node), !context.isAsked(node),
      let fields = file.text.index.moduleFields, !fields.contains(name.text),
      !isHandedOn(object, context)
    else { return }
    let analysis = context.analysis
    let symbol = analysis.sharedSymbol(SymbolKey(root: .module(module), path: name.text))
    guard !analysis.uses(of: symbol).contains(where: { $0.uses.contains(where: \.isWrite) }) else { return }
    context.reportUnknown(page, name, "The module '\(module)' has no '\(name.text)'.", among: Array(fields))
  }

  /// Whether the variable that holds a module is used for anything else than its fields.
  private static func isHandedOn(_ object: Expression, _ context: RuleContext) -> Bool {
    guard case .name(let name) = object, let index = context.facts.binding(of: name) else { return false }
    return context.facts.bindings[index].uses.contains { use in
      let node = context.file.node(use.node)
      guard let parent = node.parent, parent.kind == .member || parent.kind == .methodCall else { return true }
      return parent.firstChild != node
    }
  }
}
