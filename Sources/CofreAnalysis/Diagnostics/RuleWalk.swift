import LuaSyntax

extension DocumentAnalysis {
  /// What is wrong with the syntax.
  func syntaxDiagnostics() -> [AnalysisDiagnostic] {
    let mark = "\u{FEFF}".utf8
    let beginsWithMark = file.source.starts(with: mark)
    return file.errors.map { error in
      var diagnostic = AnalysisDiagnostic(error)
      if beginsWithMark, error.code == .invalidCharacter, error.range.lowerBound == 0 {
        diagnostic.fixes = [
          AnalysisDiagnostic.Fix(title: "Remove the byte order mark", edits: [Edit(0..<mark.count, "")])
        ]
      }
      return diagnostic
    }
  }

  /// Asks rules: about each declaration, each node, and the file; nil when it is given up on the way.
  ///
  /// What is silenced is left out.
  func diagnostics(of set: RuleSet, isGivenUp: () -> Bool) -> [AnalysisDiagnostic]? {
    var context = RuleContext(self)
    for index in facts.declarations.indices where !set.declarationRules.isEmpty {
      if isGivenUp() { return nil }
      let checked = CheckedDeclaration(index, of: facts)
      for rule in set.declarationRules { rule.check(checked, in: &context) }
    }
    let rules = set.nodeRules
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
    for rule in set.fileRules {
      if wasGivenUp || isGivenUp() { return nil }
      rule.checkFile(in: &context)
    }
    return wanted(context.diagnostics)
  }

  private func wanted(_ diagnostics: [AnalysisDiagnostic]) -> [AnalysisDiagnostic] {
    if diagnostics.isEmpty { return [] }
    // A table that several declarations are given is looked at for each.
    var seen: Set<Said> = []
    let silenced = RuleList.codes(named: workspace.silencedCodes)
    let silences = DiagnosticSilences(facts.types.comments, in: file)
    let unfinished = UnfinishedCode(file)
    return weighed(
      diagnostics.filter {
        !unfinished.explains($0) && !silenced.contains($0.code) && !silences.covers($0, in: file)
          && seen.insert(Said(code: $0.code, range: $0.range, detail: $0.detail)).inserted
      })
  }

  private struct Said: Hashable {
    var code: String
    var range: Range<Int>
    var detail: String?
  }

  /// Diagnostics as serious as the workspace wants them; how serious errors of syntax are is Lua's own to say.
  func weighed(_ diagnostics: [AnalysisDiagnostic]) -> [AnalysisDiagnostic] {
    if workspace.severities.isEmpty { return diagnostics }
    let severities = RuleList.severities(named: workspace.severities)
    return diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.severity = severities[diagnostic.code] ?? diagnostic.severity
      return diagnostic
    }
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
