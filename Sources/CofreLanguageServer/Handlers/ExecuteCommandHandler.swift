import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Carries out a command of the server.
enum ExecuteCommandHandler: RequestHandler {
  static let method = RequestMethod.workspaceExecuteCommand

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.executeCommandProvider = ExecuteCommandOptions(commands: ServerCommand.allCases.map(\.rawValue))
  }

  static func answer(_ params: ExecuteCommandParams, _ context: RequestContext) async throws -> JSON {
    guard let command = ServerCommand(rawValue: params.command) else {
      throw ResponseError(code: .invalidParams, message: "There is no such command here.")
    }
    let argument = params.arguments?.first?.stringValue
    switch command {
    case .reload:
      await context.settingsKeeper?.forgetChanges()
      context.effects.reload()
      return .null
    case .showPlan: return .string(showPlan(of: argument, context))
    case .explain: return try await .string(explain(argument, context))
    case .settingsChanged:
      guard let folder = argument.flatMap({ DocumentKey(DocumentURI($0)).folder }) else { return .null }
      await context.settingsKeeper?.tookOver(around: folder, open: context.openFiles)
      return .null
    }
  }

  private static func showPlan(of uri: String?, _ context: RequestContext) -> String {
    let keys = uri.map { [DocumentKey(DocumentURI($0))] } ?? context.plans.keys.sorted { $0.text < $1.text }
    let plans = keys.compactMap { context.plans[$0] }
    guard !plans.isEmpty else {
      let reason =
        context.settings.plans
        ? "There is no plan: the script is in no project with a stack, or does not run yet."
        : "Plans are turned off by the setting 'plan'."
      context.effects.tell(.info, reason)
      return reason
    }
    context.effects.tell(.info, plans.map(\.summary).joined(separator: "\n"))
    return plans.map(\.text).joined(separator: "\n\n")
  }

  private static func explain(_ code: String?, _ context: RequestContext) async throws -> String {
    guard let code, let page = RuleList.page(for: code) else {
      throw ResponseError(code: .requestFailed, message: "There is no page for such a code.")
    }
    if let place = await context.definitions?.page(of: page) {
      context.effects.show(place.path)
      return String(decoding: place.bytes, as: UTF8.self)
    }
    return "\(page.summary).\n\n\(page.explanation)"
  }
}
