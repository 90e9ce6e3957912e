import CofreAnalysis
import LanguageServerProtocol

/// Offers what can be done about a part of a document: the fixes of its diagnostics.
enum CodeActionHandler: DocumentRequestHandler {
  static let method = RequestMethod.codeAction
  static var urgency: Urgency { .background }
  static var nothing: [CodeActionResult]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.codeActionProvider = .options(CodeActionOptions(codeActionKinds: [.quickFix]))
  }

  static func answer(_ params: CodeActionParams, in context: DocumentContext) -> [CodeActionResult]? {
    if let only = params.context.only, !only.contains(where: { $0 == .quickFix || $0 == .empty }) { return [] }
    let asked = context.bytes(params.range)
    var actions: [CodeActionResult] = []
    for diagnostic in context.analysis.diagnostics() where touches(diagnostic.range, asked) {
      for (index, fix) in diagnostic.fixes.enumerated() {
        guard let edit = context.workspaceEdit(fix.edits.map { FileEdit($0) }) else { continue }
        var action = CodeAction(title: fix.title)
        action.kind = .quickFix
        action.diagnostics = [context.item(diagnostic)]
        action.edit = edit
        if index == 0, diagnostic.fixes.count == 1 { action.isPreferred = true }
        actions.append(.codeAction(action))
      }
    }
    return actions
  }

  /// Whether two ranges share a byte or an end; a cursor right behind a word is at the word.
  private static func touches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }
}
