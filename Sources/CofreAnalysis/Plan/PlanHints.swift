import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// What a plan says behind the first lines of declarations and behind exports whose values are known, in a range.
  package func planHints(_ plan: DocumentPlan, in range: Range<Int>) -> [InlayHintItem] {
    var hints: [InlayHintItem] = []
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
      guard let resources = plan.resources[key], let label = PlanText.label(resources) else { continue }
      let offset = endOfLine(at: declaration.calleeRange.upperBound)
      guard range.contains(offset) || range.upperBound == offset else { continue }
      hints.append(
        InlayHintItem(
          offset: offset, label: label, kind: .value, tooltip: PlanText.details(resources, stack: plan.stack)))
    }
    for (name, place) in plan.exports.isEmpty ? [] : exports {
      guard let text = plan.exports[name], range.contains(place) || range.upperBound == place else { continue }
      hints.append(
        InlayHintItem(
          offset: place, label: "= \(text)", kind: .value, tooltip: "What is exported, as far as it is known."))
    }
    return hints.sorted { $0.offset < $1.offset }
  }

  /// What a plan says above declarations, and above the main script of what it no longer declares.
  package func planLenses(_ plan: DocumentPlan) -> [CodeLensItem] {
    var lenses: [CodeLensItem] = []
    let start = 0..<0
    for resource in plan.deleted.prefix(Self.shownDeletions) {
      lenses.append(CodeLensItem(range: start, title: PlanText.deletion(resource)))
    }
    if plan.deleted.count > Self.shownDeletions {
      lenses.append(
        CodeLensItem(range: start, title: "- deleted: \(plan.deleted.count - Self.shownDeletions) more"))
    }
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
      guard let resources = plan.resources[key], let label = PlanText.label(resources) else { continue }
      lenses.append(CodeLensItem(range: declaration.calleeRange, title: label))
    }
    return lenses
  }

  private static let shownDeletions = 5

  /// The exports whose names are literals, each with the place behind the call.
  private var exports: [(name: String, place: Int)] {
    file.root.descendants.compactMap { node in
      guard node.kind == .call, let call = CallExpression(node),
        case .function("cofre.export") = facts.value(of: call.callee),
        case .string(let name)? = call.arguments.expressions.first
      else { return nil }
      return (String(decoding: name.value, as: UTF8.self), node.range.upperBound)
    }
  }

  /// Behind the last character of the line that an offset is in.
  private func endOfLine(at offset: Int) -> Int {
    var range = file.lines.range(ofLine: file.lines.line(at: offset))
    while let last = range.last, [9, 10, 13, 32].contains(file.source[last]) { range = range.lowerBound..<last }
    return max(range.upperBound, offset)
  }
}
