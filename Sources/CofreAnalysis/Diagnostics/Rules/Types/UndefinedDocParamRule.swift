import CofreModel
import LuaSyntax

enum UndefinedDocParamRule: NodeRule {
  static let page = RulePage(
    "undefined-doc-param", .warning, .lua, "Undefined parameter",
    explanation: """
      A `---@param` names a parameter that the function below does not have: it was renamed, or taken away.

      Correct the name, or take the line away.
      """,
    wrong: """
      ---@param tema string
      local function show(team) print(team) end
      show("ml")
      """,
    right: """
      ---@param team string
      local function show(team) print(team) end
      show("ml")
      """,
    fix: "Changes the name to the nearest one.")

  static let kinds: [NodeKind] = [.localFunction, .functionStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let body = LocalFunction(node)?.body ?? FunctionStatement(node)?.body,
      let comment = context.file.documentation(of: node), !comment.isTrailing
    else { return }
    let names = body.parameters.map(\.text) + (body.isVararg ? ["..."] : [])
    for annotation in comment.annotations {
      guard case .param(let param) = annotation.content, !param.name.text.isEmpty, !names.contains(param.name.text),
        param.name.text != "self"
      else { continue }
      let nearest = nearestNames(to: param.name.text, among: Set(names))
      context.report(
        page, at: param.name.range, "The function has no parameter '\(param.name.text)'.",
        nearest: nearest)
    }
  }
}
