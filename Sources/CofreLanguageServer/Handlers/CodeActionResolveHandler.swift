import CofreAnalysis
import LanguageServerProtocol

/// Adds the edit to an action that is being taken.
enum CodeActionResolveHandler: RequestHandler {
  static let method = RequestMethod.codeActionResolve

  static func answer(_ action: CodeAction, _ context: RequestContext) async throws -> CodeAction {
    guard let origin = CodeActionOrigin(action.data) else { return action }
    if let settings = try await context.settingsDocument(origin.uri) {
      let offers = settings.analysis.actions(in: origin.range).filter { $0.kind == origin.kind }
      return try await resolved(action, origin, offers, settings)
    }
    guard let document = try await context.document(origin.uri) else { throw supersededError }
    return try await resolved(
      action, origin, document.analysis.actions(in: origin.range) { $0 == origin.kind }, document)
  }

  private static func resolved(
    _ action: CodeAction, _ origin: CodeActionOrigin, _ offers: [ActionOffer], _ document: some DocumentPlaces
  ) async throws -> CodeAction {
    guard document.document.version ?? 0 == origin.version, offers.indices.contains(origin.index),
      offers[origin.index].title == action.title, offers[origin.index].disabledReason == nil
    else { throw supersededError }
    var action = action
    action.edit = try await document.workspaceEdit(offers[origin.index].change())
    return action
  }
}
