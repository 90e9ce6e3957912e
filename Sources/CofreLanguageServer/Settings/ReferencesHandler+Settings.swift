import CofreAnalysis
import LanguageServerProtocol

extension ReferencesHandler {
  static func answer(_ params: ReferenceParams, in settings: SettingsDocument) -> [Location]? {
    settings.locations(
      settings.analysis.references(
        at: settings.offset(params.position), includingDeclaration: params.context.includeDeclaration))
  }
}
