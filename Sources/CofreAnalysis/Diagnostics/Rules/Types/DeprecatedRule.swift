import LuaSyntax

enum DeprecatedRule: NodeRule {
  static let page = RulePage(
    "deprecated", .hint, .lua, "Deprecated",
    explanation: """
      What is used is marked `---@deprecated` where it is declared: it still works, and may go away.

      Its documentation says as a rule what takes its place.
      """,
    wrong: """
      local names = {}
      ---@deprecated
      function names.old() return "a" end
      print(names.old())
      """,
    right: """
      local names = {}
      function names.new() return "a" end
      print(names.new())
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let call = context.typedCall(node), call.shapes.allSatisfy(\.isDeprecated) else { return }
    let name = context.file.text(call.calleeRange)
    let start =
      name.lastIndex { $0 == "." || $0 == ":" }.map { name.utf8.distance(from: name.startIndex, to: $0) + 1 } ?? 0
    context.report(
      page, at: call.calleeRange.lowerBound + start..<call.calleeRange.upperBound,
      "'\(name.dropFirst(name.count > 60 ? name.count : 0))' is deprecated.", tags: [.deprecated])
  }
}
