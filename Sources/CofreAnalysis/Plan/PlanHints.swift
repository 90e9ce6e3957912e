import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// What a plan says behind the first lines of declarations and behind exports whose values are known, in a range.
  ///
  /// Where there are no lenses, the first line of the file has the summary.
  package func planHints(
    _ plan: DocumentPlan, in range: Range<Int>, as display: PlanDisplay = .both
  ) -> [InlayHintItem] {
    guard display != .lenses else { return [] }
    var hints: [InlayHintItem] = []
    if display == .hints, plan.hasChanges, let summary = plan.headline(namingDeletions: true) {
      let lines = plan.deleted.map { "- \(PlanText.deletion($0).dropFirst(2))" }
      hints.append(
        InlayHintItem(
          offset: endOfLine(at: 0), label: summary, kind: .value,
          tooltip: lines.isEmpty ? plan.summary : "\(plan.summary)\n\n\(lines.joined(separator: "\n"))"))
    }
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
      guard let resources = plan.resources[key], let label = PlanText.label(resources) else { continue }
      let remains = display == .hints ? PlanText.briefly(PlanText.remains(of: resources)) : ""
      hints.append(
        InlayHintItem(
          offset: endOfLine(at: declaration.calleeRange.upperBound), label: label + remains, kind: .value,
          tooltip: PlanText.details(resources, stack: plan.stack)))
    }
    for export in knownExports(plan) {
      hints.append(
        InlayHintItem(
          offset: export.range.upperBound, label: "= \(export.text)", kind: .value,
          tooltip: "What is exported, as far as it is known."))
    }
    return hints.filter { range.contains($0.offset) || range.upperBound == $0.offset }.sorted { $0.offset < $1.offset }
  }

  /// The exports whose names are literals and whose values are known, each with the range of its call.
  func knownExports(_ plan: DocumentPlan) -> [(text: String, range: Range<Int>)] {
    guard !plan.exports.isEmpty else { return [] }
    return file.root.descendants.compactMap { node in
      guard node.kind == .call, let call = CallExpression(node),
        case .function("cofre.export") = facts.value(of: call.callee),
        case .string(let name)? = call.arguments.expressions.first,
        let text = plan.exports[String(decoding: name.value, as: UTF8.self)]
      else { return nil }
      return (text, node.range)
    }
  }

  /// Behind the last character of the line that an offset is in.
  private func endOfLine(at offset: Int) -> Int {
    var range = file.lines.range(ofLine: file.lines.line(at: offset))
    while let last = range.last, [9, 10, 13, 32].contains(file.source[last]) { range = range.lowerBound..<last }
    return max(range.upperBound, offset)
  }
}
