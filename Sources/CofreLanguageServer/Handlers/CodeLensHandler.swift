import CofreAnalysis
import LanguageServerProtocol

/// Gives the lines of text that are shown above declarations: what is planned for them.
enum CodeLensHandler: DocumentRequestHandler {
  static let method = RequestMethod.codeLens
  static var urgency: Urgency { .background }
  static var nothing: [CodeLens]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.codeLensProvider = CodeLensOptions(resolveProvider: false)
  }

  static func answer(_ params: CodeLensParams, in context: DocumentContext) -> [CodeLens]? {
    guard let plan = context.plan else { return [] }
    return context.analysis.planLenses(plan).map { item in
      // A command without a name is a text that cannot be clicked.
      CodeLens(range: context.range(item.range), command: Command(title: item.title, command: ""))
    }
  }
}
