import CofreAnalysis
import LanguageServerProtocol

extension CodeActionHandler {
  /// What can be done about the diagnostics.
  static func answer(_ params: CodeActionParams, in settings: SettingsDocument) async throws -> [CodeActionResult]? {
    guard isWanted(.quickFix, in: params.context) else { return [] }
    let asked = settings.bytes(params.range)
    let actions = try await actions(for: settings.analysis.actions(in: asked), in: asked, params.context, settings)
    return actions + explanations(of: settings.analysis.diagnostics(), in: asked, params.context, settings)
  }
}
