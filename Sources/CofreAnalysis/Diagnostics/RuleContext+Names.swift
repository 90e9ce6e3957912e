import CofreModel
import CofreSchema
import LuaSyntax

extension RuleContext {
  /// Reports a name that is none of those that there are, with the nearest ones.
  mutating func reportUnknown(_ page: RulePage, _ name: Name, _ detail: String, among candidates: [String]) {
    let nearest = nearestNames(to: name.text, among: Set(candidates))
    let sorted = Set(candidates).sorted()
    let more = sorted.count > 8 ? " and \(sorted.count - 8) others" : ""
    report(
      page, at: name.range, detail,
      hint: didYouMean(nearest)
        ?? (sorted.isEmpty ? nil : "There are \(sorted.prefix(8).joined(separator: ", "))\(more)."),
      fixes: nearest.map { changeFix(name.range, to: $0) })
  }

  func changeFix(_ range: Range<Int>, to text: String) -> AnalysisDiagnostic.Fix {
    AnalysisDiagnostic.Fix(title: "Change to '\(text)'", edits: [Edit(range, text)])
  }

  func didYouMean(_ names: [String]) -> String? {
    names.isEmpty ? nil : "Did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  /// Whether an expression is given a value by the statement that it stands in.
  func isAssigned(_ node: Node) -> Bool {
    guard let list = node.parent, list.kind == .expressionList, let statement = list.parent else { return false }
    return statement.kind == .assignment && statement.firstChild == list
  }
}
