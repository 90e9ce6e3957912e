import LuaSyntax

extension DocumentAnalysis {
  /// Asks all rules: about each declaration, each node, and the file; nil when it is given up on the way.
  func checkedDiagnostics(isGivenUp: () -> Bool) -> [AnalysisDiagnostic]? {
    var context = RuleContext(self)
    for error in file.errors { context.report(AnalysisDiagnostic(error)) }
    for index in facts.declarations.indices {
      if isGivenUp() { return nil }
      let checked = CheckedDeclaration(index, of: facts)
      for rule in RuleList.declarationRules { rule.check(checked, in: &context) }
    }
    let rules = RuleList.nodeRules
    var asked = 0
    var wasGivenUp = false
    file.visitNodes { visit in
      let wanted = rules[Int(visit.kind.rawValue)]
      guard !visit.isLeaving, !wanted.isEmpty, !wasGivenUp else { return }
      asked += 1
      if asked % 512 == 0, isGivenUp() {
        wasGivenUp = true
        return
      }
      let node = file.node(visit.id)
      for rule in wanted { rule.check(node, in: &context) }
    }
    for rule in RuleList.fileRules {
      if wasGivenUp || isGivenUp() { return nil }
      rule.checkFile(in: &context)
    }
    return wanted(context.diagnostics).sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }

  private func wanted(_ diagnostics: [AnalysisDiagnostic]) -> [AnalysisDiagnostic] {
    if diagnostics.isEmpty { return [] }
    let silenced = RuleList.codes(named: workspace.silencedCodes)
    let silences = DiagnosticSilences(file)
    return diagnostics.filter { !silenced.contains($0.code) && !silences.covers($0, in: file) }
  }
}

extension AnalysisDiagnostic {
  fileprivate init(_ error: SyntaxError) {
    let related = error.related.map { Related(location: LocationItem(range: $0.range), message: $0.message) }
    self.init(
      error.code.rawValue, .error, error.range, error.summary, detail: error.detail, hint: error.hint,
      related: related.map { [$0] } ?? [])
  }
}
