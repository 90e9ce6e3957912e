import CofreAnalysis
import LanguageServerProtocol

extension PrepareRenameHandler {
  static func answer(_ params: PrepareRenameParams, in settings: SettingsDocument) -> PrepareRenameResult? {
    guard let target = settings.analysis.prepareRename(at: settings.offset(params.position)) else { return nil }
    return .prepareRenamePlaceholder(
      PrepareRenamePlaceholder(range: settings.range(target.range), placeholder: target.name))
  }
}
