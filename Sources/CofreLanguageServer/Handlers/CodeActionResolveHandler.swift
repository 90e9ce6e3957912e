import CofreAnalysis
import LanguageServerProtocol

/// Adds the edit to an action that is being taken.
enum CodeActionResolveHandler: RequestHandler {
  static let method = RequestMethod.codeActionResolve

  static func answer(_ action: CodeAction, _ context: RequestContext) async throws -> CodeAction {
    guard let origin = CodeActionOrigin(action.data) else { return action }
    guard let document = try await context.document(origin.uri),
      document.document.version ?? 0 == origin.version
    else { throw supersededError }
    let offers = document.analysis.actions(in: origin.range) { $0 == origin.kind }
    guard offers.indices.contains(origin.index), offers[origin.index].title == action.title,
      offers[origin.index].disabledReason == nil
    else { throw supersededError }
    var action = action
    action.edit = try await document.workspaceEdit(offers[origin.index].change())
    return action
  }
}
