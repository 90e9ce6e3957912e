import LuaSyntax

enum CloseNonObjectRule: NodeRule {
  static let page = RulePage(
    "close-non-object", .warning, .lua, "Nothing to be closed",
    explanation: """
      A variable marked `<close>` is closed when its block ends, by the `__close` function of its value. A number, a text
      or a table without a metatable has none: the run stops at the declaration.

      Take the attribute away, or give a value that can be closed.
      """,
    wrong: """
      local count <close> = 1
      print(count)
      """,
    right: """
      local count <const> = 1
      print(count)
      """,
    fix: "Writes `<const>` for `<close>`.")

  static let kinds: [NodeKind] = [.localStatement]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard node.firstChild?.firstChild != nil || node.children.contains(where: { $0.firstChild?.kind == .attribute }),
      let statement = LocalStatement(node)
    else { return }
    let values = statement.values
    for (position, name) in statement.names.enumerated() where name.attribute == "close" && position < values.count {
      switch values[position] {
      case .number, .string, .table, .function: break
      case .boolean(let literal) where literal.value: break
      default: continue
      }
      let word = name.node.firstChild.map { context.file.tokens[$0.tokenRange.lowerBound + 1].range }
      context.report(
        page, at: values[position].range, "The value has no '__close', so it cannot be closed.",
        hint: "Take <close> away, or use <const>.",
        fixes: word.map { [AnalysisDiagnostic.Fix(title: "Write '<const>'", edits: [Edit($0, "const")])] } ?? [])
    }
  }
}
