import LanguageServerProtocol

/// Everything that is answered and taken: the one explicit list, from which the capabilities are announced.
enum Handlers {
  static let requests: [RegisteredRequest] = [
    RegisteredRequest(CodeActionHandler.self),
    RegisteredRequest(CodeLensHandler.self),
    RegisteredRequest(CodeLensResolveHandler.self),
    RegisteredRequest(CodeActionResolveHandler.self),
    RegisteredRequest(ColorPresentationHandler.self),
    RegisteredRequest(CompletionHandler.self),
    RegisteredRequest(CompletionResolveHandler.self),
    RegisteredRequest(DeclarationHandler.self),
    RegisteredRequest(DefinitionHandler.self),
    RegisteredRequest(DiagnosticHandler.self),
    RegisteredRequest(DocumentColorHandler.self),
    RegisteredRequest(DocumentHighlightHandler.self),
    RegisteredRequest(DocumentLinkHandler.self),
    RegisteredRequest(DocumentLinkResolveHandler.self),
    RegisteredRequest(DocumentSymbolHandler.self),
    RegisteredRequest(ExecuteCommandHandler.self),
    RegisteredRequest(FoldingRangeHandler.self),
    RegisteredRequest(FormattingHandler.self),
    RegisteredRequest(HoverHandler.self),
    RegisteredRequest(ImplementationHandler.self),
    RegisteredRequest(IncomingCallsHandler.self),
    RegisteredRequest(InlayHintHandler.self),
    RegisteredRequest(InlayHintResolveHandler.self),
    RegisteredRequest(InlineValueHandler.self),
    RegisteredRequest(LinkedEditingRangeHandler.self),
    RegisteredRequest(OutgoingCallsHandler.self),
    RegisteredRequest(PrepareCallHierarchyHandler.self),
    RegisteredRequest(OnTypeFormattingHandler.self),
    RegisteredRequest(PrepareRenameHandler.self),
    RegisteredRequest(PrepareTypeHierarchyHandler.self),
    RegisteredRequest(RangeFormattingHandler.self),
    RegisteredRequest(RangesFormattingHandler.self),
    RegisteredRequest(ReferencesHandler.self),
    RegisteredRequest(RenameHandler.self),
    RegisteredRequest(SelectionRangeHandler.self),
    RegisteredRequest(SemanticTokensDeltaHandler.self),
    RegisteredRequest(SemanticTokensFullHandler.self),
    RegisteredRequest(SemanticTokensRangeHandler.self),
    RegisteredRequest(SignatureHelpHandler.self),
    RegisteredRequest(SubtypesHandler.self),
    RegisteredRequest(SupertypesHandler.self),
    RegisteredRequest(TypeDefinitionHandler.self),
    RegisteredRequest(WillRenameFilesHandler.self),
    RegisteredRequest(WorkspaceDiagnosticHandler.self),
    RegisteredRequest(WorkspaceSymbolHandler.self),
    RegisteredRequest(WorkspaceSymbolResolveHandler.self),
  ]

  static let notifications: [RegisteredNotification] = [
    RegisteredNotification(CancelRequestHandler.self),
    RegisteredNotification(DidChangeConfigurationHandler.self),
    RegisteredNotification(DidChangeHandler.self),
    RegisteredNotification(DidChangeWatchedFilesHandler.self),
    RegisteredNotification(DidChangeWorkspaceFoldersHandler.self),
    RegisteredNotification(DidCloseHandler.self),
    RegisteredNotification(DidCreateFilesHandler.self),
    RegisteredNotification(DidDeleteFilesHandler.self),
    RegisteredNotification(DidOpenHandler.self),
    RegisteredNotification(DidRenameFilesHandler.self),
    RegisteredNotification(DidSaveHandler.self),
    RegisteredNotification(InitializedHandler.self),
    RegisteredNotification(SetTraceHandler.self),
    RegisteredNotification(WorkDoneProgressCancelHandler.self),
  ]

  static let request = Dictionary(uniqueKeysWithValues: requests.map { ($0.name, $0) })
  static let notification = Dictionary(uniqueKeysWithValues: notifications.map { ($0.name, $0) })

  /// What the handlers together announce.
  static func capabilities(for session: Session) -> ServerCapabilities {
    var capabilities = ServerCapabilities(positionEncoding: session.encodingKind)
    for handler in requests { handler.announce(&capabilities, session) }
    for handler in notifications { handler.announce(&capabilities, session) }
    return capabilities
  }
}
