import CofreJSON
import CofreLanguageServer
import LanguageServerProtocol
import Testing

struct LifecycleTests {
  @Test func requestsBeforeInitializeAreRefusedAndNotificationsLeftOut() async throws {
    let client = TestClient()
    client.open("/p/a.lua", "local = ")
    let hover = await client.response(to: client.begin("textDocument/hover", TestClient.place("/p/a.lua", 0, 0)))
    #expect(hover.error?.code == .serverNotInitialized)
    let shutdown = await client.response(to: client.begin("shutdown", .null))
    #expect(shutdown.error?.code == .serverNotInitialized)
    let result = try await client.initialize()
    #expect(result["serverInfo"]?["name"] == "cofre")
  }

  @Test func initializeIsAnsweredOnce() async throws {
    let client = try await TestClient.started()
    let again = await client.response(
      to: client.begin("initialize", ["capabilities": [:], "processId": nil, "rootUri": nil]))
    #expect(again.error?.code == .invalidRequest)
  }

  @Test func theExitCodeSaysWhetherShutdownWasAskedFor() async throws {
    let polite = try await TestClient.started()
    _ = try await polite.ask("shutdown")
    let late = await polite.response(to: polite.begin("textDocument/hover", TestClient.place("/p/a.lua", 0, 0)))
    #expect(late.error?.code == .invalidRequest)
    polite.notify("exit", .null)
    #expect(polite.exitCodes == [0])

    let rude = try await TestClient.started()
    rude.notify("exit", .null)
    rude.server.inputEnded()
    #expect(rude.exitCodes == [1])

    let gone = TestClient()
    gone.server.inputEnded()
    #expect(gone.exitCodes == [1])
  }

  @Test(
    arguments: [
      (nil, "utf-16"), (["utf-16"], "utf-16"), (["utf-16", "utf-8"], "utf-8"), (["utf-32"], "utf-32"),
      (["utf-32", "utf-16"], "utf-16"), (["ebcdic"], "utf-16"),
    ] as [([String]?, String)])
  func thePositionEncodingIsNegotiated(offered: [String]?, chosen: String) async throws {
    let kinds = offered.map { JSON.array($0.map { .string($0) }) } ?? .null
    let capabilities: JSON = ["general": ["positionEncodings": kinds]]
    let result = try await TestClient().initialize(capabilities: capabilities)
    #expect(result["capabilities"]?["positionEncoding"] == .string(chosen))
  }

  @Test func whatIsAnnouncedIsWhatIsAnswered() async throws {
    let client = TestClient()
    let result = try await client.initialize(capabilities: [
      "textDocument": ["diagnostic": [:], "rename": ["prepareSupport": true]]
    ])
    client.open("/p/a.lua", "local a = 1\nprint(a)\n")
    let capabilities = try #require(result["capabilities"]?.objectValue)
    let place = TestClient.place("/p/a.lua", 1, 6)
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 1, "character": 0]]
    let options: JSON = ["tabSize": 8, "insertSpaces": false]
    let methods: [(capability: String, method: String, extra: [(String, JSON)])] = [
      ("callHierarchyProvider", "textDocument/prepareCallHierarchy", []),
      ("typeHierarchyProvider", "textDocument/prepareTypeHierarchy", []),
      ("codeActionProvider", "textDocument/codeAction", [("range", range), ("context", ["diagnostics": []])]),
      ("codeLensProvider", "textDocument/codeLens", []),
      ("colorProvider", "textDocument/documentColor", []),
      ("completionProvider", "textDocument/completion", []),
      ("declarationProvider", "textDocument/declaration", []),
      ("definitionProvider", "textDocument/definition", []),
      ("diagnosticProvider", "textDocument/diagnostic", []),
      ("documentFormattingProvider", "textDocument/formatting", [("options", options)]),
      ("documentHighlightProvider", "textDocument/documentHighlight", []),
      ("documentOnTypeFormattingProvider", "textDocument/onTypeFormatting", [("ch", "\n"), ("options", options)]),
      ("documentRangeFormattingProvider", "textDocument/rangeFormatting", [("range", range), ("options", options)]),
      ("documentLinkProvider", "textDocument/documentLink", []),
      ("documentSymbolProvider", "textDocument/documentSymbol", []),
      ("executeCommandProvider", "workspace/executeCommand", [("command", "cofre.showPlan")]),
      ("foldingRangeProvider", "textDocument/foldingRange", []),
      ("hoverProvider", "textDocument/hover", []),
      ("implementationProvider", "textDocument/implementation", []),
      ("inlayHintProvider", "textDocument/inlayHint", [("range", range)]),
      (
        "inlineValueProvider", "textDocument/inlineValue",
        [("range", range), ("context", ["frameId": 1, "stoppedLocation": range])]
      ),
      ("linkedEditingRangeProvider", "textDocument/linkedEditingRange", []),
      ("referencesProvider", "textDocument/references", [("context", ["includeDeclaration": true])]),
      ("renameProvider", "textDocument/prepareRename", []),
      ("selectionRangeProvider", "textDocument/selectionRange", [("positions", [["line": 1, "character": 6]])]),
      ("semanticTokensProvider", "textDocument/semanticTokens/full", []),
      ("signatureHelpProvider", "textDocument/signatureHelp", []),
      ("workspaceSymbolProvider", "workspace/symbol", [("query", "a")]),
      ("typeDefinitionProvider", "textDocument/typeDefinition", []),
    ]
    for (capability, method, extra) in methods {
      #expect(capabilities[capability] != nil, "\(capability)")
      var params = try #require(place.objectValue)
      for (name, value) in extra { params[name] = value }
      let response = await client.response(to: client.begin(method, .object(params)))
      #expect(response.error == nil, "\(method)")
    }
    let known = Set(methods.map(\.capability) + ["positionEncoding", "textDocumentSync", "workspace"])
    #expect(Set(capabilities.keys).subtracting(known).isEmpty)
    #expect(capabilities["textDocumentSync"]?["change"] == 2)
    let operations = try #require(capabilities["workspace"]?["fileOperations"]?.objectValue)
    #expect(Set(operations.keys) == ["didCreate", "didDelete", "didRename", "willRename"])
    #expect(capabilities["diagnosticProvider"]?["workspaceDiagnostics"] == true)
  }

  @Test func filesAreWatchedWhereTheClientCan() async throws {
    let client = try await TestClient.started(
      capabilities: ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]])
    let request = try #require(client.requests.first)
    #expect(request.method == "client/registerCapability")
    #expect(request.params?["registrations"]?[0]?["method"] == "workspace/didChangeWatchedFiles")
  }
}
