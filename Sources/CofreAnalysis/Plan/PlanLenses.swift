import LuaSyntax

extension DocumentAnalysis {
  /// What a plan says above the script, and above declarations.
  ///
  /// Above the script stand the summary of what the file declares and what it no longer declares. Above a declaration
  /// stands what its hint has no room for: what stays behind in the cloud, and the outputs that the file reads and that are
  /// known. Where there are no hints, what becomes of the resource stands there, too.
  package func planLenses(_ plan: DocumentPlan, as display: PlanDisplay = .both) -> [CodeLensItem] {
    guard display != .hints else { return [] }
    var lenses: [CodeLensItem] = []
    let start = 0..<0
    if let summary = plan.headline() { lenses.append(CodeLensItem(range: start, title: summary, showsPlan: true)) }
    for resource in plan.deleted.prefix(Self.shownDeletions) {
      lenses.append(CodeLensItem(range: start, title: PlanText.deletion(resource)))
    }
    if plan.deleted.count > Self.shownDeletions {
      lenses.append(
        CodeLensItem(range: start, title: "- deleted: \(plan.deleted.count - Self.shownDeletions) more"))
    }
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
      guard let resources = plan.resources[key] else { continue }
      let label = display == .lenses ? PlanText.label(resources) : nil
      let parts = [label, PlanText.remains(of: resources).map { "! \($0)" }].compactMap(\.self)
      if !parts.isEmpty {
        lenses.append(CodeLensItem(range: declaration.calleeRange, title: parts.joined(separator: " ")))
      }
      if let outputs = knownOutputs(of: declaration, resources) {
        lenses.append(CodeLensItem(range: declaration.calleeRange, title: outputs))
      }
    }
    if display == .lenses {
      lenses += knownExports(plan).map { CodeLensItem(range: firstLine(of: $0.range), title: "= \($0.text)") }
    }
    return lenses
  }

  private static let shownDeletions = 5

  /// The outputs of a resource that the file reads and that will be what is recorded, as text.
  ///
  /// There is none for what is made anew, and for several resources of one declaration.
  private func knownOutputs(of declaration: ResourceDeclaration, _ resources: [ProjectPlan.Resource]) -> String? {
    guard let resource = resources.first, resources.count == 1, let id = resource.id,
      [.same, .update].contains(resource.operation), let binding = declaration.binding
    else { return nil }
    var values = resource.outputs
    if !id.isEmpty, values["id"] == nil { values["id"] = "\"\(id)\"" }
    var names: [String] = []
    for use in facts.bindings[binding].uses where !use.isWrite {
      guard let parent = file.node(use.node).parent, let member = MemberExpression(parent),
        member.object.range == use.range, let name = member.name?.text, values[name] != nil, !names.contains(name)
      else { continue }
      names.append(name)
    }
    return names.isEmpty ? nil : PlanText.known(names.map { ($0, values[$0] ?? "") })
  }

  /// A range as far as the end of the line that it begins in.
  private func firstLine(of range: Range<Int>) -> Range<Int> {
    range.clamped(to: file.lines.range(ofLine: file.lines.line(at: range.lowerBound)))
  }
}
