import LuaSyntax

enum MissingReturnRule: NodeRule {
  static let page = RulePage(
    "missing-return", .warning, .lua, "Missing return",
    explanation: """
      A function whose annotations say that it answers something can come to its end without a `return`, and then answers
      nothing.

      Return a value there, or say in `---@return` that it may be nil.
      """,
    wrong: """
      ---@param env string
      ---@return integer
      local function days(env)
        if env == "prod" then return 30 end
      end
      print(days("dev"))
      """,
    right: """
      ---@param env string
      ---@return integer
      local function days(env)
        if env == "prod" then return 30 end
        return 7
      end
      print(days("dev"))
      """)

  static let kinds: [NodeKind] = [.functionBody]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let body = FunctionBody(node), !body.block.node.isEmpty,
      let results = context.askTypes().shape(ofBody: node)?.results, let first = results.first,
      first.type.isSure, !context.askTypes().expanded(first.type).mayBeNil
    else { return }
    guard !FlowExits.always(body.block.node, context.file), !endsInLoop(body.block.node) else { return }
    let tokens = context.file.tokens
    let end = tokens[max(0, node.tokenRange.upperBound - 1)]
    guard end.kind == .end else { return }
    context.report(
      page, at: end.range, "The function comes to its end here without answering '\(first.type.text)'.")
  }

  /// Whether the last statement is a loop that may well go on until something is returned.
  private static func endsInLoop(_ block: Node) -> Bool {
    var last: Node?
    for child in block.children { last = child }
    return last.map { $0.kind == .whileStatement || $0.kind == .repeatStatement || $0.kind == .gotoStatement } ?? false
  }
}
