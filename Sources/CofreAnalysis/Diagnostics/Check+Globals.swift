import CofreModel
import LuaSyntax

extension DiagnosticCollector {
  /// Global names that nothing defines, and those that the limited VM lacks.
  mutating func checkGlobals() {
    for (name, global) in facts.globals where !global.isAssigned {
      if StandardLibrary.globalNames.contains(name) || facts.workspace.globals.contains(name) { continue }
      for use in global.uses {
        if let instead = StandardLibrary.unavailable[name] {
          reportUnavailable(name, use.range, instead)
        } else if !isTested(use.range) {
          reportUndefined(name, use.range)
        }
      }
    }
  }

  mutating func reportUnavailable(_ name: String, _ range: Range<Int>, _ instead: String) {
    report(
      AnalysisDiagnostic(
        "unavailable-in-scripts", .error, range, "Not available in scripts",
        detail: "Scripts run without '\(name)', so that they cannot reach beyond what they declare.", hint: instead))
  }

  private mutating func reportUndefined(_ name: String, _ range: Range<Int>) {
    let visible = facts.visibleBindings(at: range.lowerBound).map { facts.bindings[$0].name }
    let nearest = nearestNames(to: name, among: visible + StandardLibrary.globalNames.sorted())
    var fixes = nearest.map { changeFix(range, to: $0) }
    if facts.workspace.catalog.clouds.contains(name) || name == "cofre" {
      let module = name == "cofre" ? "cofre" : "cofre.\(name)"
      fixes.insert(
        AnalysisDiagnostic.Fix(
          title: "Require '\(module)'", edits: [Edit(requirePlace, "local \(name) = require \"\(module)\"\n")]),
        at: 0)
    }
    report(
      AnalysisDiagnostic(
        "undefined-global", .error, range, "Undefined name", detail: "Nothing defines '\(name)' here, so it is nil.",
        hint: didYouMean(nearest), fixes: fixes))
  }

  /// Where a further `require` goes: before the first statement.
  private var requirePlace: Range<Int> {
    let start = file.block.statements.first?.range.lowerBound ?? 0
    return start..<start
  }

  /// Whether a name stands where one asks if it is there: `if name then`, `name or …`, `type(name)`.
  private func isTested(_ range: Range<Int>) -> Bool {
    let node = file.innermostNode(covering: range)
    guard node.kind == .name, let parent = node.parent else { return false }
    switch parent.kind {
    case .ifClause, .whileStatement: return parent.firstChild == node
    case .unary: return UnaryExpression(parent)?.operatorToken.kind == .not
    case .binary:
      guard let binary = BinaryExpression(parent) else { return false }
      switch binary.operatorToken.kind {
      case .and, .or: return binary.left.node == node
      case .equal, .notEqual: return binary.left.node.kind == .nil || binary.right.node.kind == .nil
      default: return false
      }
    case .argumentList:
      guard let call = parent.parent.flatMap({ CallExpression($0) }),
        case .function("type") = facts.value(of: call.callee)
      else { return false }
      return true
    default: return false
    }
  }

  func changeFix(_ range: Range<Int>, to text: String) -> AnalysisDiagnostic.Fix {
    AnalysisDiagnostic.Fix(title: "Change to '\(text)'", edits: [Edit(range, text)])
  }

  func didYouMean(_ names: [String]) -> String? {
    names.isEmpty ? nil : "Did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
  }
}
