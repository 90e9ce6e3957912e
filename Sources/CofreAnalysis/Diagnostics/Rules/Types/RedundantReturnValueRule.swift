import LuaSyntax

enum RedundantReturnValueRule: NodeRule {
  static let page = RulePage(
    "redundant-return-value", .warning, .lua, "Result that is not declared",
    explanation: """
      A function returns more values than its `---@return` lines say.

      Take the value away, or add an annotation for it.
      """,
    wrong: """
      ---@return integer
      local function count()
        return 1, 2
      end
      print(count())
      """,
    right: """
      ---@return integer
      ---@return integer
      local function count()
        return 1, 2
      end
      print(count())
      """)

  static let kinds: [NodeKind] = [.returnStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let statement = ReturnStatement(node), let results = context.declaredResults(around: node)
    else { return }
    let values = statement.values
    if case .variadic? = results.last?.type { return }
    guard values.count > results.count, let first = values.dropFirst(results.count).first, let last = values.last else {
      return
    }
    context.report(
      page, at: first.range.lowerBound..<last.range.upperBound,
      "The annotations of the function name \(results.count) result\(results.count == 1 ? "" : "s"), and it returns "
        + "\(values.count).")
  }
}
