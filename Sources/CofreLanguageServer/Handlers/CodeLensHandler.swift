import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Gives the lines of text that are shown above declarations: what is planned for them, and how often they are used.
enum CodeLensHandler: DocumentRequestHandler {
  static let method = RequestMethod.codeLens
  static var urgency: Urgency { .background }
  static var nothing: [CodeLens]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.codeLensProvider = CodeLensOptions(resolveProvider: true)
  }

  static func answer(_ params: CodeLensParams, in context: DocumentContext) -> [CodeLens]? {
    let items = context.plan.map { context.analysis.planLenses($0, as: context.request.planDisplay) } ?? []
    var lenses = items.map { item in
      // A command without a name is a text that cannot be clicked.
      var command = Command(title: item.title, command: "")
      if item.showsPlan {
        command.command = ServerCommand.showPlan.rawValue
        command.arguments = [.string(context.document.uri.text)]
      }
      return CodeLens(range: context.range(item.range), command: command)
    }
    guard context.request.settings.countsReferences else { return lenses }
    // Only those are counted that the client shows.
    lenses += context.analysis.countedNames().map { name in
      let range = context.range(name)
      return CodeLens(range: range, data: CompletionOrigin(uri: context.document.uri, position: range.start).json)
    }
    return lenses
  }
}
