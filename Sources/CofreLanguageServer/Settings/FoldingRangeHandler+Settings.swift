import CofreAnalysis
import LanguageServerProtocol

extension FoldingRangeHandler {
  static func answer(_ params: FoldingRangeParams, in settings: SettingsDocument) -> [FoldingRange]? {
    ranges(settings.analysis.foldings(), in: settings)
  }
}
