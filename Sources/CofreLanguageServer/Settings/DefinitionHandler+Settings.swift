import CofreAnalysis
import LanguageServerProtocol

extension DefinitionHandler {
  static func answer(_ params: DefinitionParams, in settings: SettingsDocument) -> FoundLocations? {
    let items = settings.analysis.definition(at: settings.offset(params.position))
    return items.isEmpty ? nil : .locations(settings.locations(items))
  }
}
