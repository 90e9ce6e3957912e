import LuaSyntax

enum EmptyBlockRule: NodeRule {
  static let page = RulePage(
    "empty-block", .hint, .lua, "Empty block",
    explanation: """
      Nothing stands inside of an `if`, a loop or a `do`: what should be done was forgotten, or is gone. A comment inside
      says that it is on purpose, and silences this.

      Write the statements, or take the block away.
      """,
    wrong: """
      local teams = { "vision", "speech" }
      if #teams > 1 then
      end
      """,
    right: """
      local teams = { "vision", "speech" }
      if #teams > 1 then
        print("there are several teams")
      end
      """)

  static let kinds: [NodeKind] = [.block]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard node.isEmpty, let parent = node.parent, parent.kind != .functionBody, parent.kind != .chunk else { return }
    let next = context.file.tokens[node.tokenRange.upperBound]
    // Nothing is said of a block that is being written.
    guard next.kind != .endOfFile, !hasComment(node.range.lowerBound..<next.start, context.file) else { return }
    context.report(page, at: parent.range, "Nothing stands inside of it.", hint: "A comment says that this is meant.")
  }

  private static func hasComment(_ range: Range<Int>, _ file: SourceFile) -> Bool {
    var (low, high) = (0, file.comments.count)
    while low < high {
      let middle = (low + high) / 2
      if file.comments[middle].start < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < file.comments.count && file.comments[low].start < range.upperBound
  }
}
