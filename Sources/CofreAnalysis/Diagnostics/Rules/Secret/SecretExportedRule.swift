import LuaSyntax

enum SecretExportedRule: NodeRule {
  static let page = RulePage(
    "secret-exported", .warning, .secret, "Secret exported in clear",
    explanation: """
      `cofre.unsecret` takes the mark of a secret off, and the value is exported: it is then shown at the end of each run,
      and kept in clear in the state.

      Export the output itself. It stays encrypted, and `cofre output --show-secrets` shows it to whoever may see it.
      """,
    wrong: """
      local cofre = require "cofre"
      local config = cofre.config()
      local key = config:require_secret "api_key"
      cofre.export("key", cofre.unsecret(key))
      """,
    right: """
      local cofre = require "cofre"
      local config = cofre.config()
      local key = config:require_secret "api_key"
      cofre.export("key", key)
      """,
    fix: "Takes `cofre.unsecret` away.")

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), context.calledFunction(call) == "cofre.export" else { return }
    let arguments = call.arguments.expressions
    guard arguments.count > 1 else { return }
    check(arguments[1], depth: 6, in: &context)
  }

  private static func check(_ value: Expression, depth: Int, in context: inout RuleContext) {
    if case .table(let table) = value, depth > 0 {
      for field in table.fields { check(field.value, depth: depth - 1, in: &context) }
      return
    }
    guard context.carriesSecret(value), !context.isRefusedAsText(value) else { return }
    if case .output(let output) = context.facts.value(of: value), output.isSensitive { return }
    var fixes: [AnalysisDiagnostic.Fix] = []
    if case .call(let inner) = value, context.calledFunction(inner) == "cofre.unsecret",
      let secret = inner.arguments.expressions.first
    {
      let edit = Edit(value.range, context.file.text(secret.range))
      fixes = [AnalysisDiagnostic.Fix(title: "Export it as a secret", edits: [edit])]
    }
    context.report(
      page, at: value.range, "The value of a secret is exported in clear.", hint: "Export the output itself.",
      fixes: fixes)
  }
}
