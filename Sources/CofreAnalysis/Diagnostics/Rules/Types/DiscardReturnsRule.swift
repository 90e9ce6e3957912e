import LuaSyntax

enum DiscardReturnsRule: NodeRule {
  static let page = RulePage(
    "discard-returns", .warning, .lua, "Result that is dropped",
    explanation: """
      A function is called whose result is what it is for, as `---@nodiscard` says, and the result is dropped.

      Use the result, or take the call away.
      """,
    wrong: """
      ---@nodiscard
      ---@return integer
      local function count() return 1 end
      count()
      """,
    right: """
      ---@nodiscard
      ---@return integer
      local function count() return 1 end
      print(count())
      """)

  static let kinds: [NodeKind] = [.callStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let inner = node.firstChild, let call = context.typedCall(inner),
      call.shapes.allSatisfy(\.isNodiscard)
    else { return }
    context.report(page, at: call.calleeRange, "What this function answers is what it is for, and it is dropped.")
  }
}
