import LanguageServerProtocol

/// Answers a request about one open document: a script, or a settings file.
protocol DocumentRequestHandler: RequestHandler where Params: DocumentParams {
  /// What is answered about a document that is not open, or is neither.
  static var nothing: Answer { get }

  static func answer(_ params: Params, in context: DocumentContext) async throws -> Answer

  /// The same about a settings file; ``nothing`` for a handler that has nothing to say of those.
  static func answer(_ params: Params, in settings: SettingsDocument) async throws -> Answer
}

/// Params that name the document that they are about.
protocol DocumentParams {
  var textDocument: TextDocumentIdentifier { get }
}

extension DocumentRequestHandler {
  static func document(in params: Params) -> DocumentURI? { params.textDocument.uri }

  static func answer(_ params: Params, in settings: SettingsDocument) throws -> Answer { nothing }

  static func answer(_ params: Params, _ context: RequestContext) async throws -> Answer {
    if let settings = try await context.settingsDocument(params.textDocument.uri) {
      try Task.checkCancellation()
      return try await answer(params, in: settings)
    }
    guard let context = try await context.document(params.textDocument.uri) else { return nothing }
    try Task.checkCancellation()
    return try await answer(params, in: context)
  }
}

extension CodeActionParams: DocumentParams {}
extension CodeLensParams: DocumentParams {}
extension ColorPresentationParams: DocumentParams {}
extension CompletionParams: DocumentParams {}
extension DeclarationParams: DocumentParams {}
extension DefinitionParams: DocumentParams {}
extension DocumentColorParams: DocumentParams {}
extension DocumentDiagnosticParams: DocumentParams {}
extension DocumentFormattingParams: DocumentParams {}
extension DocumentHighlightParams: DocumentParams {}
extension DocumentOnTypeFormattingParams: DocumentParams {}
extension DocumentRangeFormattingParams: DocumentParams {}
extension DocumentRangesFormattingParams: DocumentParams {}
extension DocumentLinkParams: DocumentParams {}
extension DocumentSymbolParams: DocumentParams {}
extension FoldingRangeParams: DocumentParams {}
extension HoverParams: DocumentParams {}
extension ImplementationParams: DocumentParams {}
extension InlayHintParams: DocumentParams {}
extension InlineValueParams: DocumentParams {}
extension LinkedEditingRangeParams: DocumentParams {}
extension PrepareRenameParams: DocumentParams {}
extension ReferenceParams: DocumentParams {}
extension RenameParams: DocumentParams {}
extension SelectionRangeParams: DocumentParams {}
extension SemanticTokensDeltaParams: DocumentParams {}
extension SemanticTokensParams: DocumentParams {}
extension SemanticTokensRangeParams: DocumentParams {}
extension SignatureHelpParams: DocumentParams {}
extension TypeDefinitionParams: DocumentParams {}
