import CofreAnalysis
import LanguageServerProtocol

extension SelectionRangeHandler {
  static func answer(_ params: SelectionRangeParams, in settings: SettingsDocument) -> [SelectionRange]? {
    params.positions.map { position in
      let offset = settings.offset(position)
      var selection: SelectionRange?
      for range in settings.analysis.selectionRanges(at: offset).reversed() {
        selection = SelectionRange(range: settings.range(range), parent: selection.map { Indirect($0) })
      }
      return selection ?? SelectionRange(range: settings.range(offset..<offset))
    }
  }
}
