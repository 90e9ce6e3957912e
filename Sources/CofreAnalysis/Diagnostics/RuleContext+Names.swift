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
      nearest: nearest,
      otherwise: sorted.isEmpty ? nil : "There are \(sorted.prefix(8).joined(separator: ", "))\(more).")
  }

  /// Reports what nothing has the name of, with those that may be meant, and the fixes that write them.
  ///
  /// They are written over `changed`, or over the place itself; `otherwise` is the hint where none is meant.
  mutating func report(
    _ page: RulePage, at range: Range<Int>, _ detail: String, nearest: [String], changing changed: Range<Int>? = nil,
    otherwise hint: String? = nil
  ) {
    report(
      page, at: range, detail, hint: didYouMean(nearest) ?? hint,
      fixes: nearest.map { changeFix(changed ?? range, to: $0) })
  }

  func changeFix(_ range: Range<Int>, to text: String) -> AnalysisDiagnostic.Fix {
    AnalysisDiagnostic.Fix(title: "Change to '\(text)'", edits: [Edit(range, text)])
  }

  func didYouMean(_ names: [String]) -> String? { CofreModel.didYouMean(names) }

  /// Whether a name stands on a later line than its dot: somebody is writing, and the name is that of the next statement.
  func isBegun(_ member: MemberExpression) -> Bool {
    guard let name = member.name else { return true }
    return file.source[member.separator.range.upperBound..<name.range.lowerBound].contains(UInt8(ascii: "\n"))
  }

  /// Whether that holds of a name in a chain of them, or of one before the last.
  func isBegun(_ expression: Expression) -> Bool {
    var expression = expression
    while true {
      switch expression {
      case .member(let member):
        if isBegun(member) { return true }
        expression = member.object
      case .index(let index): expression = index.object
      default: return false
      }
    }
  }

  /// Whether an expression is given a value by the statement that it stands in.
  func isAssigned(_ node: Node) -> Bool {
    guard let list = node.parent, list.kind == .expressionList, let statement = list.parent else { return false }
    return statement.kind == .assignment && statement.firstChild == list
  }

  /// Whether the code only asks whether there is such a field.
  func isAsked(_ node: Node) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .ifClause, .whileStatement, .unary: return true
    case .binary:
      switch BinaryExpression(parent)?.operatorToken.kind {
      case .and, .or, .equal, .notEqual: return true
      default: return false
      }
    default: return false
    }
  }
}
