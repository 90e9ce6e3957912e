import CofreAnalysis
import CofreJSON
import CofreSettings
import LanguageServerProtocol

/// Offers what can be done about a part of a document.
enum CodeActionHandler: DocumentRequestHandler {
  static let method = RequestMethod.codeAction
  static var urgency: Urgency { .background }
  static var nothing: [CodeActionResult]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.codeActionProvider = .options(
      CodeActionOptions(
        codeActionKinds: ActionKind.allCases.map { CodeActionKind(rawValue: $0.rawValue) },
        resolveProvider: session.resolvesActions ? true : nil))
  }

  static func answer(_ params: CodeActionParams, in context: DocumentContext) async throws -> [CodeActionResult]? {
    let asked = context.bytes(params.range)
    let offers = context.analysis.actions(in: asked, where: { isWanted($0, in: params.context) })
    let actions = try await actions(for: offers, in: asked, params.context, context)
    return try actions + explanations(of: context.diagnostics(), in: asked, params.context, context)
  }

  /// Offers as the protocol has them, without those that make no sense for the document and its client.
  static func actions(
    for offers: [ActionOffer], in asked: Range<Int>, _ wish: CodeActionContext, _ context: some DocumentPlaces
  ) async throws -> [CodeActionResult] {
    var actions: [CodeActionResult] = []
    var counts: [ActionKind: Int] = [:]
    for offer in offers {
      let index = counts[offer.kind, default: 0]
      counts[offer.kind] = index + 1
      try Task.checkCancellation()
      let origin = CodeActionOrigin(
        uri: context.document.uri, version: context.document.version ?? 0, range: asked, kind: offer.kind, index: index)
      if let action = try await action(for: offer, origin, wish, context) {
        actions.append(.codeAction(action))
      }
    }
    return actions
  }

  /// The pages of what is reported in a range, for somebody who has asked what can be done and whose editor opens them.
  static func explanations(
    of diagnostics: [AnalysisDiagnostic], in asked: Range<Int>, _ wish: CodeActionContext,
    _ context: some DocumentPlaces
  ) -> [CodeActionResult] {
    guard context.session.showsDocuments, context.request.definitions != nil, wish.triggerKind != .automatic,
      isWanted(.quickFix, in: wish)
    else { return [] }
    var seen: Set<String> = []
    return diagnostics.compactMap { diagnostic in
      guard diagnostic.range.lowerBound <= asked.upperBound, asked.lowerBound <= diagnostic.range.upperBound,
        RuleList.page(for: diagnostic.code) != nil, seen.insert(diagnostic.code).inserted
      else { return nil }
      let title = "Explain '\(diagnostic.code)'"
      return .codeAction(
        CodeAction(
          title: title, kind: CodeActionKind(rawValue: ActionKind.quickFix.rawValue),
          diagnostics: [context.item(diagnostic)],
          command: Command(
            title: title, command: ServerCommand.explain.rawValue, arguments: [.string(diagnostic.code)])))
    }
  }

  private static func action(
    for offer: ActionOffer, _ origin: CodeActionOrigin, _ wish: CodeActionContext, _ context: some DocumentPlaces
  ) async throws -> CodeAction? {
    var action = CodeAction(title: offer.title, kind: CodeActionKind(rawValue: offer.kind.rawValue))
    if !offer.diagnostics.isEmpty, !offer.kind.isForWholeFile {
      action.diagnostics = offer.diagnostics.map { context.item($0) }
    }
    guard await context.isPossible(offer) else { return nil }
    if let reason = await context.obstacle(to: offer) {
      guard context.session.takesDisabledActions else { return nil }
      action.disabled = CodeActionDisabled(reason: reason)
      return action
    }
    if offer.isPreferred { action.isPreferred = true }
    if offer.needs == .secrets, context.document.isLua {
      // The client says so when it has made the edit; a file that it does not send may be another there by then.
      action.command = Command(
        title: offer.title, command: ServerCommand.settingsChanged.rawValue,
        arguments: [.string(context.document.uri.text)])
    }
    if context.session.resolvesActions, offer.kind != .quickFix || offer.needs != .nothing {
      action.data = origin.json
      return action
    }
    // Where the edit cannot be asked for later, what is secret is encrypted only for somebody who has asked.
    if offer.needs == .secrets, wish.triggerKind == .automatic { return nil }
    do {
      guard let edit = try await context.workspaceEdit(offer.change()) else { return nil }
      action.edit = edit
    } catch let error as ResponseError {
      // What one action lacks is no reason to withhold the others.
      guard context.session.takesDisabledActions else { return nil }
      action.isPreferred = nil
      action.disabled = CodeActionDisabled(reason: error.message)
    }
    return action
  }

  /// Whether a kind was asked for; what is about the whole file is not offered to somebody who only moves about.
  static func isWanted(_ kind: ActionKind, in context: CodeActionContext) -> Bool {
    guard let only = context.only, !only.isEmpty else {
      return !kind.isForWholeFile || context.triggerKind != .automatic
    }
    return only.contains { kind.isWithin($0.rawValue) }
  }
}

extension DocumentPlaces {
  /// Whether an action makes sense for the document and its client at all.
  fileprivate func isPossible(_ offer: ActionOffer) async -> Bool {
    guard offer.needs != .nothing else { return true }
    guard let folder = document.key.folder else { return false }
    switch offer.needs {
    case .nothing: return true
    case .newFile: return session.makesFiles
    case .project, .secrets: return await request.settingsKeeper?.hasProject(around: folder) ?? false
    }
  }

  /// Why an action cannot be taken; nil when it can.
  fileprivate func obstacle(to offer: ActionOffer) async -> String? {
    if let reason = offer.disabledReason { return reason }
    guard offer.needs == .secrets, let folder = document.key.folder else { return nil }
    var stack: String?
    if case .stack(let name)? = document.settings?.kind { stack = name }
    return await request.settingsKeeper?.obstacle(toSecretsAround: folder, stack: stack, open: request.openFiles)
  }
}
