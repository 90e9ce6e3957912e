import LuaSyntax

enum CallNonCallableRule: NodeRule {
  static let page = RulePage(
    "call-non-callable", .warning, .lua, "Call of what is no function",
    explanation: """
      What is called is a text, a number, a truth value, a module or a resource, so the run stops here.

      Call a function, or take the parentheses away.
      """,
    wrong: """
      ---@type string
      local name = "ml"
      print(name())
      """,
    right: """
      ---@type string
      local name = "ml"
      print(name)
      """)

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node) else { return }
    if case .member(let member) = call.callee, let name = member.name,
      case .library(let table) = context.value(of: member.object)
    {
      if let entry = StandardLibrary.entry("\(table).\(name.text)"), !entry.isFunction,
        !context.isChangedInLibrary(entry.name)
      {
        context.report(page, at: call.callee.range, "'\(entry.signature)' is a value and no function.")
      }
      return
    }
    if let (what, hint) = uncallable(call.callee, in: &context) {
      return context.report(page, at: call.callee.range, "\(what) is called, and is no function.", hint: hint)
    }
    guard context.hasTypes else { return }
    switch context.value(of: call.callee) {
    case .unknown, .text, .number, .boolean: break
    default: return
    }
    switch call.callee {
    case .name, .member, .index: break
    default: return
    }
    let inquiry = context.askTypes()
    let type = inquiry.expanded(inquiry.type(of: call.callee))
    let isPlain = type.alternatives.allSatisfy { alternative in
      switch alternative.widened {
      case .string, .number, .integer, .boolean: true
      default: false
      }
    }
    guard isPlain, inquiry.bounds.cuts == 0 else { return }
    context.report(page, at: call.callee.range, "What is called is '\(inquiry.text(of: type))' and no function.")
  }

  /// What of Cofre's is no function, and what may be called in its place.
  private static func uncallable(_ callee: Expression, in context: inout RuleContext) -> (String, hint: String)? {
    if context.isBegun(callee) { return nil }
    switch context.value(of: callee) {
    case .cofre: return ("The module 'cofre'", "Call one of its functions, such as cofre.export(\"name\", value).")
    case .library("cofre.log"):
      return ("The table 'cofre.log'", "Call one of its functions, such as cofre.log.info(\"…\").")
    case .namespace(let path):
      return ("The module '\(path)'", "Call what declares a resource, with its whole name.")
    case .handle where context.isResource(callee): return ("A resource", "Write one of its fields, such as .id.")
    default: return nil
    }
  }
}
