import CofreModel
import LuaSyntax

extension DocumentAnalysis {
  /// The plan of a script that had to be ended from outside, so that nobody knows where it was: what an `earlier` one
  /// says stays, and the script's first line says that it runs too long.
  package func documentPlanCutShort(earlier: DocumentPlan?) -> DocumentPlan {
    var plan = earlier ?? DocumentPlan(stack: "")
    plan.problems = [:]
    plan.lineProblems = []
    let line = file.tokens.first.map { file.lines.line(at: $0.start) } ?? 0
    if let text = lineText(line) { plan.lineProblems.append(.init(problem: .runsTooLong, line: line, text: text)) }
    return plan
  }
}

extension ProjectPlan.Problem {
  /// What is said of a script that takes more than an editor gives it: that may be all that is wrong with it.
  package static let takesTooMuch =
    "The plan is not shown: the script takes more time or memory than a preview in an editor may."

  fileprivate static let runsTooLong = ProjectPlan.Problem(
    .information, code: "script-time-limit", "Script runs too long", detail: takesTooMuch,
    hint: "Look for a loop that does not end.")
}
