import LuaSyntax

enum MissingReturnValueRule: NodeRule {
  static let page = RulePage(
    "missing-return-value", .warning, .lua, "Missing result",
    explanation: """
      A `return` gives fewer values than the `---@return` lines of its function name, so that the rest are nil.

      Return the values, or write a question mark behind the type of what may be nil.
      """,
    wrong: """
      ---@return integer
      ---@return string
      local function count()
        return 1
      end
      print(count())
      """,
    right: """
      ---@return integer
      ---@return string?
      local function count()
        return 1
      end
      print(count())
      """)

  static let kinds: [NodeKind] = [.returnStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let statement = ReturnStatement(node),
      let body = node.ancestors.first(where: { $0.kind == .functionBody }),
      let shape = context.askTypes().shape(ofBody: body), shape.overloads.isEmpty, let results = shape.results
    else { return }
    let values = statement.values
    if values.last?.mayHaveMoreValues ?? false { return }
    let inquiry = context.askTypes()
    let needed = results.lastIndex { result in
      let type = inquiry.expanded(result.type)
      return type.isSure && !type.mayBeNil
    }
    guard let needed, values.count <= needed else { return }
    // Nil in the first place is how a function tells that there is nothing.
    if let first = values.first, first.node.kind == .nil { return }
    let last = results[needed]
    let name = last.name.map { "'\($0)' of type " } ?? ""
    context.report(
      page, at: node.range,
      "The annotations of the function name \(needed + 1) result\(needed == 0 ? "" : "s"), and it returns "
        + "\(values.count): \(name)'\(inquiry.text(of: last.type))' is missing.")
  }
}
