import CofreAnalysis
import LanguageServerProtocol

/// Says how a colour that was picked is written.
enum ColorPresentationHandler: DocumentRequestHandler {
  static let method = RequestMethod.colorPresentation
  static var nothing: [ColorPresentation] { [] }

  static func answer(_ params: ColorPresentationParams, in context: DocumentContext) -> [ColorPresentation] {
    let text = TextColor(
      red: step(params.color.red), green: step(params.color.green), blue: step(params.color.blue),
      alpha: step(params.color.alpha)
    ).text
    return [ColorPresentation(label: text, textEdit: TextEdit(range: params.range, newText: text))]
  }

  /// A part between 0 and 1; what is beyond, or no number at all, is taken to the nearest.
  private static func step(_ part: Double) -> UInt8 {
    guard part > 0 else { return 0 }
    return part < 1 ? UInt8((part * 255).rounded()) : 255
  }
}
