import LuaSyntax

enum ConstantConditionRule: NodeRule {
  static let page = RulePage(
    "constant-condition", .hint, .lua, "Condition never changes",
    explanation: """
      The condition is written out as a value, so it always decides the same: in Lua everything but `nil` and `false` is
      true, the number 0 and the empty text too. `while true` is not reported.

      Write the condition that is meant, or take the `if` away.
      """,
    wrong: """
      if 0 then
        print("this is always printed")
      end
      """,
    right: """
      local count = #{ "a" }
      if count > 0 then
        print("this is printed when there is one")
      end
      """,
    alsoKnownAs: ["unnecessary-if"])

  static let kinds: [NodeKind] = [.ifClause]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard var condition = node.firstChild else { return }
    while condition.kind == .parenthesized, let inner = condition.firstChild { condition = inner }
    let isTrue: Bool
    switch condition.kind {
    case .nil, .false: isTrue = false
    case .true, .number, .string, .table, .functionExpression: isTrue = true
    default: return
    }
    context.report(
      page, at: condition.range, "The condition is always \(isTrue ? "true" : "false").",
      hint: isTrue ? "Only nil and false are false; 0 and \"\" are true." : nil)
  }
}
