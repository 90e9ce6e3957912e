import CofreAnalysis
import LanguageServerProtocol

/// Says what a debugger can show beside the variables of a part of a document.
enum InlineValueHandler: DocumentRequestHandler {
  static let method = RequestMethod.inlineValue
  static var urgency: Urgency { .background }
  static var nothing: [InlineValue]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.inlineValueProvider = .bool(true)
  }

  static func answer(_ params: InlineValueParams, in context: DocumentContext) -> [InlineValue]? {
    let stop = context.bytes(params.context.stoppedLocation).upperBound
    return context.analysis.inlineValues(in: context.bytes(params.range), upTo: stop).map { item in
      switch item.content {
      case .text(let text): .inlineValueText(InlineValueText(range: context.range(item.range), text: text))
      case .lookup(let name):
        .inlineValueVariableLookup(
          InlineValueVariableLookup(range: context.range(item.range), caseSensitiveLookup: true, variableName: name))
      }
    }
  }
}
