import CofreAnalysis
import LanguageServerProtocol

extension CodeActionHandler {
  /// The fixes of the diagnostics.
  static func answer(_ params: CodeActionParams, in settings: SettingsDocument) -> [CodeActionResult]? {
    if let only = params.context.only, !only.contains(where: { $0 == .quickFix || $0 == .empty }) { return [] }
    let asked = settings.bytes(params.range)
    let diagnostics = settings.analysis.diagnostics().filter {
      $0.range.lowerBound <= asked.upperBound && asked.lowerBound <= $0.range.upperBound
    }
    return diagnostics.flatMap { diagnostic in
      diagnostic.fixes.compactMap { fix in
        guard let edit = settings.workspaceEdit(fix.edits.map { FileEdit($0) }) else { return nil }
        var action = CodeAction(title: fix.title)
        action.kind = .quickFix
        action.diagnostics = [settings.item(diagnostic)]
        action.edit = edit
        return .codeAction(action)
      }
    }
  }
}
