import CofreModel
import LuaSyntax

extension DocumentAnalysis {
  /// What a plan finds wrong, and says of properties that replace their resource, in order of the ranges.
  ///
  /// What stands in a line that ``diagnostics()`` calls wrong already is left out, with what is silenced.
  package func planDiagnostics(_ plan: DocumentPlan) -> [AnalysisDiagnostic] {
    var found: [AnalysisDiagnostic] = []
    if !plan.problems.isEmpty || plan.resources.values.contains(where: \.isReplaced) {
      for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
        let call = CallLocator.Call(declaration.call)
        for problem in plan.problems[key] ?? [] {
          found.append(problem.diagnostic(at: call.range(of: problem.path, in: declaration)))
        }
        found += replacements(plan.resources[key] ?? [], call, declaration)
      }
    }
    for problem in plan.lineProblems where lineText(problem.line) == problem.text {
      found.append(problem.problem.diagnostic(at: wordsOfLine(problem.line)))
    }
    guard !found.isEmpty else { return [] }
    return shown(found)
  }

  private func replacements(
    _ resources: [ProjectPlan.Resource], _ call: CallLocator.Call, _ declaration: ResourceDeclaration
  ) -> [AnalysisDiagnostic] {
    guard let resource = resources.first(where: { $0.operation == .replace }) else { return [] }
    let isLossy = resource.deletesFirst || resource.tombstone != nil
    return resource.changes.filter(\.replaces).map { change in
      AnalysisDiagnostic(
        "replaces-resource", isLossy ? .warning : .information, call.range(of: change.path, in: declaration),
        "Change replaces the resource",
        detail: "'\(change.path)' cannot be changed in place: 'cofre up' would replace '\(resource.name)'"
          + (resource.deletesFirst
            ? ", and delete the old one before the new one is made."
            : ", and delete the old one after the new one is made."),
        hint: resource.tombstone.map { "What stays behind: \($0)" })
    }
  }

  private func shown(_ found: [AnalysisDiagnostic]) -> [AnalysisDiagnostic] {
    let wrongLines = Set(
      diagnostics().filter { $0.severity == .error || $0.severity == .warning }
        .map { file.lines.line(at: $0.range.lowerBound) })
    let silences = DiagnosticSilences(facts.types.comments, in: file)
    return weighed(found).filter { diagnostic in
      let isKnown =
        diagnostic.code != "replaces-resource" && wrongLines.contains(file.lines.line(at: diagnostic.range.lowerBound))
      return !isKnown && !workspace.silencedCodes.contains(diagnostic.code) && !silences.covers(diagnostic, in: file)
    }.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }

  /// A line without the blanks around it.
  private func wordsOfLine(_ line: Int) -> Range<Int> {
    var range = file.lines.range(ofLine: line)
    let blanks: Set<UInt8> = [9, 10, 13, 32]
    while let last = range.last, blanks.contains(file.source[last]) { range = range.lowerBound..<last }
    while let first = range.first, blanks.contains(file.source[first]) { range = first + 1..<range.upperBound }
    return range
  }
}

extension [ProjectPlan.Resource] {
  fileprivate var isReplaced: Bool { contains { $0.operation == .replace } }
}

extension ProjectPlan.Problem {
  fileprivate func diagnostic(at range: Range<Int>) -> AnalysisDiagnostic {
    AnalysisDiagnostic(code, severity, range, summary, detail: detail, hint: hint)
  }
}

extension CallLocator.Call {
  /// Where a property is written, or else the name of the resource.
  fileprivate func range(of path: PropertyPath?, in declaration: ResourceDeclaration) -> Range<Int> {
    let name = declaration.arguments.first?.range ?? declaration.calleeRange
    guard let path, !path.isEmpty else { return name }
    let field = field(
      path.components.map { component in
        switch component {
        case .key(let key): .key(key)
        case .index(let index): .index(index)
        }
      }, in: 1)
    return field.depth == 0 ? name : field.range
  }
}
