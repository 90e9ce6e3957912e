import CofreAnalysis
import LanguageServerProtocol

extension DocumentLinkHandler {
  static func answer(_ params: DocumentLinkParams, in settings: SettingsDocument) -> [DocumentLink]? {
    links(settings.analysis.links(), in: settings)
  }
}
