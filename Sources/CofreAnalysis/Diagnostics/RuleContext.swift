import LuaSyntax

/// What a rule may ask, and where it reports.
struct RuleContext {
  let analysis: DocumentAnalysis
  let facts: DocumentFacts
  private(set) var diagnostics: [AnalysisDiagnostic] = []
  /// Literals that a rule has spoken about, by their offset, so that a more general one is silent.
  var claimedLiterals: Set<Int> = []
  /// What rules about types keep.
  var typedRules = TypedRuleState()
  private var lastValue: (node: NodeID, value: ValueKind)?

  init(_ analysis: DocumentAnalysis) {
    self.analysis = analysis
    facts = analysis.facts
  }

  var file: SourceFile { facts.file }

  /// Reports what a rule has found; `detail` is full sentences with the names, never with a value that may be secret.
  mutating func report(
    _ page: RulePage, at range: Range<Int>, _ detail: String, hint: String? = nil,
    fixes: [AnalysisDiagnostic.Fix] = [], related: [AnalysisDiagnostic.Related] = [],
    tags: [AnalysisDiagnostic.Tag] = []
  ) {
    diagnostics.append(
      AnalysisDiagnostic(
        page.code, page.severity, range, page.summary, detail: detail, hint: hint, fixes: fixes, related: related,
        tags: tags))
  }

  /// Reports what was worded elsewhere.
  mutating func report(_ diagnostic: AnalysisDiagnostic) { diagnostics.append(diagnostic) }

  /// What an expression is known to hold.
  ///
  /// The last answer is kept, as rules that look at the same node ask the same.
  mutating func value(of expression: Expression) -> ValueKind {
    let node = expression.node.id
    if let lastValue, lastValue.node == node { return lastValue.value }
    let value = facts.value(of: expression)
    lastValue = (node, value)
    return value
  }

  /// The full name of the library function that is called, such as `string.format`.
  mutating func calledFunction(_ call: CallExpression) -> String? {
    guard case .function(let name) = value(of: call.callee) else { return nil }
    return name
  }
}
