import LuaSyntax

enum RedundantReturnRule: NodeRule {
  static let page = RulePage(
    "redundant-return", .hint, .lua, "Return without effect",
    explanation: """
      A `return` without values is the last statement of a function, which would end there anyway.

      Take it away.
      """,
    wrong: """
      local function greet(name)
        print("hello", name)
        return
      end
      greet("team")
      """,
    right: """
      local function greet(name)
        print("hello", name)
      end
      greet("team")
      """,
    fix: "Takes the `return` away.")

  static let kinds: [NodeKind] = [.returnStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard node.firstChild == nil, let block = node.parent, block.parent?.kind == .functionBody,
      block.firstChild != node
    else { return }
    let before = context.file.tokens[node.tokenRange.lowerBound - 1].end
    context.report(
      page, at: node.range, "The function ends here anyway.",
      fixes: [AnalysisDiagnostic.Fix(title: "Take it away", edits: [Edit(removal(node, before, context.file), "")])],
      tags: [.unnecessary])
  }

  /// The whole line where nothing else stands in it.
  private static func removal(_ node: Node, _ before: Int, _ file: SourceFile) -> Range<Int> {
    let range = node.range
    var start = range.lowerBound
    while start > before, file.source[start - 1] == 32 || file.source[start - 1] == 9 { start -= 1 }
    if start > before, file.source[start - 1] == 10 { start -= 1 }
    return start..<range.upperBound
  }
}
