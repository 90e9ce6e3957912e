import CofreAnalysis
import LanguageServerProtocol

extension DefinitionHandler {
  static func answer(_ params: DefinitionParams, in settings: SettingsDocument) -> FoundLocations? {
    settings.found(settings.analysis.definition(at: settings.offset(params.position)))
  }
}
