import LuaSyntax

enum CountDownLoopRule: NodeRule {
  static let page = RulePage(
    "count-down-loop", .warning, .lua, "Loop that never runs",
    explanation: """
      A loop that goes from a larger number to a smaller one needs a negative step: without one it is not run at all, and
      with a positive one neither.

      Write `, -1` as the third part.
      """,
    wrong: """
      for index = 10, 1 do
        print(index)
      end
      """,
    right: """
      for index = 10, 1, -1 do
        print(index)
      end
      """,
    fix: "Adds the step -1.")

  static let kinds: [NodeKind] = [.numericFor]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let loop = NumericFor(node) else { return }
    if let step = loop.step {
      guard let by = number(step), by > 0 else { return }
    }
    let isDown: Bool
    if let from = number(loop.start), let to = number(loop.limit) {
      isDown = from > to
    } else if case .unary(let unary) = loop.start, unary.operatorToken.kind == .hash, let to = number(loop.limit) {
      isDown = to == 1 || to == 0
    } else {
      return
    }
    guard isDown else { return }
    let end = loop.limit.range.upperBound
    context.report(
      page, at: loop.start.range.lowerBound..<end, "The loop goes down, and its step does not.",
      hint: "Write a negative step: for i = 10, 1, -1 do.",
      fixes: [
        AnalysisDiagnostic.Fix(
          title: "Add the step -1",
          edits: [loop.step.map { Edit($0.range, "-1") } ?? Edit(end..<end, ", -1")])
      ])
  }

  private static func number(_ expression: Expression) -> Double? {
    switch expression {
    case .number(let literal):
      switch literal.value {
      case .integer(let number): return Double(number)
      case .float(let number): return number
      case nil: return nil
      }
    case .unary(let unary):
      guard unary.operatorToken.kind == .minus, case .number = unary.operand else { return nil }
      return number(unary.operand).map { -$0 }
    default: return nil
    }
  }
}
