import LuaSyntax

enum ReturnTypeMismatchRule: NodeRule {
  static let page = RulePage(
    "return-type-mismatch", .warning, .lua, "Result of another type",
    explanation: """
      A function returns a value of a type that its `---@return` does not allow.

      Return a value of the type, or change the annotation.
      """,
    wrong: """
      ---@return integer
      local function count()
        return "one"
      end
      print(count())
      """,
    right: """
      ---@return integer
      local function count()
        return 1
      end
      print(count())
      """)

  static let kinds: [NodeKind] = [.returnStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let statement = ReturnStatement(node), let results = context.declaredResults(around: node)
    else { return }
    let inquiry = context.askTypes()
    for (value, result) in zip(statement.values, results) {
      guard result.type.isSure else { continue }
      let given = inquiry.type(of: value)
      guard given.isSure, given != .nil || !result.type.mayBeNil, !inquiry.fits(given, result.type),
        inquiry.bounds.cuts == 0
      else { continue }
      context.report(
        page, at: value.range,
        "The function answers '\(inquiry.text(of: result.type))', and this is '\(inquiry.text(of: given))'.")
    }
  }
}

extension RuleContext {
  /// What the annotations of the function around a node say that it answers; nil when they say nothing.
  mutating func declaredResults(around node: Node) -> [FunctionShape.Result]? {
    guard let body = node.ancestors.first(where: { $0.kind == .functionBody }) else { return nil }
    return askTypes().shape(ofBody: body)?.results
  }
}
