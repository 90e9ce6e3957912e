import LuaSyntax

enum UnusedVarargRule: NodeRule {
  static let page = RulePage(
    "unused-vararg", .hint, .lua, "Unused '...'",
    explanation: """
      The function takes further arguments by `...`, and does nothing with them: whoever calls it with more is not told
      that they are lost.

      Take `...` away, or use it.
      """,
    wrong: """
      local function greet(name, ...)
        print("hello", name)
      end
      greet("team")
      """,
    right: """
      local function greet(name, ...)
        print("hello", name, ...)
      end
      greet("team")
      """)

  static let kinds: [NodeKind] = [.varargParameter]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let list = node.parent, let body = list.parent, body.kind == .functionBody, let block = list.nextSibling,
      // A function that does nothing is a definition or a placeholder.
      block.firstChild != nil
    else { return }
    var below = block.descendants
    while let inner = below.next() {
      if inner.kind == .vararg { return }
      // Inside of another function it would be that one's.
      if inner.kind == .functionBody { below.skipChildren() }
    }
    context.report(page, at: node.range, "The function makes no use of '...'.", tags: [.unnecessary])
  }
}
