/// Makes all fixes that need no decision.
enum FixAllAction: ScriptAction {
  static let kind = ActionKind.fixAll

  static func offers(in context: ActionContext) -> [ActionOffer] {
    let (edits, fixed) = AnalysisDiagnostic.compatibleFixes(context.analysis.diagnostics())
    guard !edits.isEmpty else { return [] }
    let title =
      fixed.count == 1 ? "Fix 1 problem that needs no decision" : "Fix \(fixed.count) problems that need no decision"
    return [ActionOffer(title, kind, diagnostics: fixed) { ActionChange(edits) }]
  }
}
