import LuaSyntax

enum NewlineCallRule: NodeRule {
  static let page = RulePage(
    "newline-call", .warning, .lua, "Call over a line break",
    explanation: """
      A parenthesis at the beginning of a line calls what stands at the end of the line before: Lua knows no end of a line.
      Mostly two statements were meant.

      Write a semicolon before the parenthesis, or put it on the line of what it calls.
      """,
    wrong: """
      local print_all = print
      local first = print_all
      (print_all or print)("hello")
      print(first)
      """,
    right: """
      local print_all = print
      local first = print_all;
      (print_all or print)("hello")
      print(first)
      """,
    fix: "Writes a semicolon at the end of the line before.", alsoKnownAs: ["newfield-call"])

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let callee = node.firstChild, let arguments = callee.nextSibling, !arguments.isEmpty, !callee.isEmpty else {
      return
    }
    let tokens = context.file.tokens
    let opening = tokens[arguments.tokenRange.lowerBound]
    guard opening.kind == .leftParenthesis else { return }
    let end = tokens[arguments.tokenRange.lowerBound - 1].end
    guard end < opening.start, context.file.source[end..<opening.start].contains(10) else { return }
    context.report(
      page, at: opening.range, "The parenthesis calls what stands at the end of a line before.",
      hint: "Write a semicolon in between, or no line break.",
      fixes: [AnalysisDiagnostic.Fix(title: "Write a semicolon", edits: [Edit(end..<end, ";")])])
  }
}
