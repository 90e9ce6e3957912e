import CofreAnalysis
import LanguageServerProtocol

extension DocumentSymbolHandler {
  static func answer(_ params: DocumentSymbolParams, in settings: SettingsDocument) -> DocumentSymbolResult? {
    result(settings.analysis.documentSymbols(), in: settings)
  }
}
