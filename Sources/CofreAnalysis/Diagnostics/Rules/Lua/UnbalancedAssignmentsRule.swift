import LuaSyntax

enum UnbalancedAssignmentsRule: NodeRule {
  static let page = RulePage(
    "unbalanced-assignments", .warning, .lua, "Too few values",
    explanation: """
      A statement names more variables than it has values, so the last ones become nil. A call at the end may give many
      values, a `local` without any value only declares, and `nil` at the end is what the others become as well: none of
      these is reported.

      Write a value for each, `nil` if that is meant.
      """,
    wrong: """
      local region, team = "eu-west-1"
      print(region, team)
      """,
    right: """
      local region, team = "eu-west-1", nil
      print(region, team)
      """,
    fix: "Adds `nil` for those that are missing.")

  static let kinds: [NodeKind] = [.localStatement, .assignment]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let counts = AssignmentCounts(node), counts.values > 0, counts.values < counts.targets,
      let last = counts.lastValue
    else { return }
    switch last.kind {
    case .call, .methodCall, .vararg, .missing, .nil: return
    default: break
    }
    let end = last.range.upperBound
    let missing = String(repeating: ", nil", count: counts.targets - counts.values)
    context.report(
      page, at: node.range,
      "There are \(counts.targets) variables and \(counts.values == 1 ? "one value" : "\(counts.values) values").",
      hint: "Write a value for each.",
      fixes: [AnalysisDiagnostic.Fix(title: "Add nil", edits: [Edit(end..<end, missing)])])
  }
}

/// How many variables and values a statement has.
struct AssignmentCounts {
  var targets = 0
  var values = 0
  var lastValue: Node?
  /// The first value that no variable takes.
  var firstExtraValue: Node?

  init?(_ node: Node) {
    var list: Node?
    if node.kind == .localStatement {
      for child in node.children {
        if child.kind == .expressionList { list = child } else { targets += 1 }
      }
    } else {
      guard let left = node.firstChild else { return nil }
      for _ in left.children { targets += 1 }
      list = left.nextSibling
    }
    guard let list else { return }
    for value in list.children {
      if values == targets { firstExtraValue = value }
      values += 1
      lastValue = value
    }
  }
}
