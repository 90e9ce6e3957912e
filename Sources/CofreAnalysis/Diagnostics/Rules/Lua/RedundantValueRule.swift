import LuaSyntax

enum RedundantValueRule: NodeRule {
  static let page = RulePage(
    "redundant-value", .warning, .lua, "Too many values",
    explanation: """
      A statement has more values than variables: the last ones are worked out and lost.

      Name a variable for each value, or take the value away.
      """,
    wrong: """
      local region = "eu-west-1", "us-east-1"
      print(region)
      """,
    right: """
      local region, other = "eu-west-1", "us-east-1"
      print(region, other)
      """,
    fix: "Takes the values away.")

  static let kinds: [NodeKind] = [.localStatement, .assignment]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let counts = AssignmentCounts(node), let first = counts.firstExtraValue, let last = counts.lastValue,
      !first.isEmpty
    else { return }
    let comma = context.file.tokens[first.tokenRange.lowerBound - 1].start
    let range = first.range.lowerBound..<last.range.upperBound
    context.report(
      page, at: range, "No variable takes \(first == last ? "this value" : "these values").",
      fixes: [
        AnalysisDiagnostic.Fix(title: "Take it away", edits: [Edit(comma..<range.upperBound, "")])
      ])
  }
}
