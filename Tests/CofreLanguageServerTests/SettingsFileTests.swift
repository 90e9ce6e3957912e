import CofreAnalysis
import CofreJSON
import LanguageServerProtocol
import Testing

/// `Cofre.yaml` and `Cofre.<stack>.yaml` as documents.
struct SettingsFileTests {
  private static let script = """
    local cofre = require "cofre"
    local config = cofre.config()
    print(config:require "region_name")
    """
  private static let files = [
    "/p/Cofre.yaml": "name: shop\n", "/p/stack.lua": script, "/p/Cofre.prod.yaml": "config:\n  region_name: eu\n",
  ]

  private func client(_ capabilities: JSON = ["textDocument": ["diagnostic": [:]]]) async throws -> TestClient {
    try await TestClient.started(TestDisk(Self.files), capabilities: capabilities)
  }

  @Test(arguments: ["yaml", "plaintext", "lua"])
  func theNameSaysWhatADocumentIs(_ language: String) async throws {
    let client = try await client()
    client.open("/p/Cofre.dev.yaml", "config:\n  \n", language: language)
    let list = try await client.ask("textDocument/completion", "/p/Cofre.dev.yaml", 1, 2)
    let item = try #require(list["items"]?[0])
    #expect(item["label"] == "region_name")
    #expect(item["textEdit"]?["newText"] == "region_name: ")
    let hover = try await client.ask("textDocument/hover", "/p/Cofre.dev.yaml", 0, 1)
    #expect(hover["contents"]?["value"]?.stringValue?.contains("cofre.config()") == true)
    let tokens = try await client.ask("textDocument/semanticTokens/full", "/p/Cofre.dev.yaml", 0, 0)
    #expect(tokens == .null || tokens["data"] == [])
  }

  @Test func diagnosticsArePushedAndFollowTheScripts() async throws {
    let client = try await client([:])
    client.open("/p/Cofre.dev.yaml", "config:\n  other: 1\n")
    let first = await client.diagnostics(of: "/p/Cofre.dev.yaml", version: 1)
    #expect(first.map { $0["code"] } == ["missing-config", "unused-config"])
    client.open("/p/stack.lua", Self.script + "\nprint(config:get \"other\")")
    let second = await client.diagnostics(of: "/p/Cofre.dev.yaml", version: 1)
    #expect(second.map { $0["code"] } == ["missing-config"])
  }

  @Test func keysLeadFromScriptsToSettingsAndBack() async throws {
    let client = try await client()
    client.open("/p/stack.lua", Self.script)
    client.open("/p/Cofre.dev.yaml", "config:\n  \"region_name\": us\n")
    let places = try await client.ask("textDocument/definition", "/p/stack.lua", 2, 25)
    #expect(
      places.arrayValue?.map { $0["uri"] } == ["file:///p/Cofre.dev.yaml", "file:///p/Cofre.prod.yaml"])
    #expect(places[0]?["range"]?["start"] == ["line": 1, "character": 2])
    let back = try await client.ask("textDocument/definition", "/p/Cofre.dev.yaml", 1, 5)
    #expect(back[0]?["uri"] == "file:///p/stack.lua")
    #expect(back[0]?["range"]?["start"] == ["line": 2, "character": 22])
  }

  @Test func aKeyIsRenamedInAllFiles() async throws {
    let client = try await client()
    client.open("/p/Cofre.dev.yaml", "config:\n  region_name: us\n")
    let edit = try await client.ask(
      "textDocument/rename",
      [
        "textDocument": ["uri": "file:///p/Cofre.dev.yaml"], "position": ["line": 1, "character": 4],
        "newName": "place",
      ])
    #expect(
      edit["changes"]?.objectValue?.count == 3, "\(edit)")
  }

  @Test func whatIsNotSavedCountsInScripts() async throws {
    let client = try await client()
    client.open("/p/stack.lua", Self.script)
    client.open("/p/Cofre.dev.yaml", "config:\n  fresh: us\n")
    let list = try await client.ask("textDocument/completion", "/p/stack.lua", 2, 23)
    #expect(list["items"]?.arrayValue?.contains { $0["label"] == "fresh" } == true)
  }

  @Test func aReaderThatRefusesIsShown() async throws {
    let client = try await client()
    client.open("/p/Cofre.yaml", "name: shop\nbroken")
    let report = try await client.ask("textDocument/diagnostic", "/p/Cofre.yaml", 0, 0)
    #expect(report["items"]?[0]?["code"] == "yaml-syntax")
    #expect(report["items"]?[0]?["range"]?["start"]?["line"] == 1)
  }

  @Test func everyRequestIsAnswered() async throws {
    let client = try await client()
    client.open("/p/Cofre.dev.yaml", "config:\n  a: 1\n")
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 1, "character": 0]]
    for (method, extra) in [
      ("codeAction", ["range": range, "context": ["diagnostics": []]]), ("documentSymbol", [:]), ("foldingRange", [:]),
      ("documentHighlight", [:]), ("inlayHint", ["range": range]), ("signatureHelp", [:]), ("prepareRename", [:]),
      ("references", ["context": ["includeDeclaration": true]]), ("selectionRange", ["positions": [range["start"]!]]),
      ("semanticTokens/range", ["range": range]),
    ] as [(String, JSON)] {
      var params = try #require(TestClient.place("/p/Cofre.dev.yaml", 1, 3).objectValue)
      for (name, value) in try #require(extra.objectValue) { params[name] = value }
      let response = await client.response(to: client.begin("textDocument/\(method)", .object(params)))
      #expect(response.error == nil, "\(method)")
    }
  }
}
