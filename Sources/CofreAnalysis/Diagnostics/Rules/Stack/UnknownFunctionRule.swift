import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownFunctionRule: NodeRule {
  static let page = RulePage(
    "unknown-function", .error, .stack, "Unknown function",
    explanation: """
      The module `cofre`, the configuration, an output or a text has no function of this name. The run would stop there, because nil
      is called.

      Correct the name.
      """,
    wrong: """
      local cofre = require "cofre"
      cofre.exprot("region", "eu-west-1")
      """,
    right: """
      local cofre = require "cofre"
      cofre.export("region", "eu-west-1")
      """,
    fix: "Changes the name to the nearest one.", alsoKnownAs: ["undefined-field"])

  static let kinds: [NodeKind] = [.member, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let member = MemberExpression(node) {
      guard let name = member.name, !name.range.isEmpty, !context.isBegun(member),
        node.parent?.kind != .functionStatement, case .cofre = context.value(of: member.object)
      else { return }
      checkModule(name, node, in: &context)
    } else if let call = MethodCallExpression(node), let name = call.method, !name.range.isEmpty {
      checkMethod(name, of: context.value(of: call.receiver), in: &context)
    }
  }

  private static func checkModule(_ name: Name, _ node: Node, in context: inout RuleContext) {
    guard StandardLibrary.entry("cofre.\(name.text)") == nil, name.text != "log" else { return }
    if StandardLibrary.functionsOfActingScripts.contains(name.text) || context.isAssigned(node) || context.isAsked(node)
    {
      return
    }
    let known = (StandardLibrary.tables["cofre"] ?? []).map(\.shortName) + ["log"]
    let types = context.facts.workspace.catalog.members("cofre")
    guard !types.contains(name.text) else { return }
    context.reportUnknown(page, name, "The module 'cofre' has no '\(name.text)'.", among: known + types)
  }

  private static func checkMethod(_ name: Name, of object: ValueKind, in context: inout RuleContext) {
    switch object {
    case .configuration:
      guard ConfigurationMethod.named(name.text) == nil else { return }
      context.reportUnknown(
        page, name, "A configuration has no method '\(name.text)'.", among: ConfigurationMethod.all.map(\.name))
    case .text:
      let full = "string.\(name.text)"
      if StandardLibrary.entry(full) != nil || StandardLibrary.unavailable[full] != nil { return }
      if context.isChangedInLibrary(full) { return }
      context.reportUnknown(
        page, name, "A string has no method '\(name.text)'.",
        among: (StandardLibrary.tables["string"] ?? []).map(\.shortName))
    case .output:
      guard name.text != "apply", StandardLibrary.entry("string.\(name.text)") == nil else { return }
      context.reportUnknown(
        page, name, "An output has no method '\(name.text)'.",
        among: ["apply"] + (StandardLibrary.tables["string"] ?? []).map(\.shortName))
    default: break
    }
  }
}
