/// Puts right what a diagnostic says, in the way that its rule knows.
enum DiagnosticFixAction: ScriptAction {
  static let kind = ActionKind.quickFix

  static func offers(in context: ActionContext) -> [ActionOffer] {
    context.analysis.diagnostics().filter { context.touches($0.range) }.flatMap { diagnostic in
      diagnostic.fixes.map { fix in
        ActionOffer(fix.title, kind, diagnostics: [diagnostic], isPreferred: diagnostic.fixes.count == 1) {
          ActionChange(fix.edits)
        }
      }
    }
  }
}
