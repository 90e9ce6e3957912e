import CofreAnalysis
import LanguageServerProtocol

extension SelectionRangeHandler {
  static func answer(_ params: SelectionRangeParams, in settings: SettingsDocument) -> [SelectionRange]? {
    selections(params.positions, in: settings, settings.analysis.selectionRanges)
  }
}
