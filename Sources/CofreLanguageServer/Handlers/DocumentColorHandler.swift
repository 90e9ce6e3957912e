import CofreAnalysis
import LanguageServerProtocol

/// Says which texts are colours, so that a client shows them.
enum DocumentColorHandler: DocumentRequestHandler {
  static let method = RequestMethod.documentColor
  static var urgency: Urgency { .background }
  static var nothing: [ColorInformation] { [] }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.colorProvider = .bool(true)
  }

  static func answer(_ params: DocumentColorParams, in context: DocumentContext) -> [ColorInformation] {
    context.analysis.colors().map { item in
      let parts = [item.color.red, item.color.green, item.color.blue, item.color.alpha].map { Double($0) / 255 }
      return ColorInformation(
        range: context.range(item.range),
        color: Color(red: parts[0], green: parts[1], blue: parts[2], alpha: parts[3]))
    }
  }
}
