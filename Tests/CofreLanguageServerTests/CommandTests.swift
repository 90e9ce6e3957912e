import CofreAnalysis
import CofreJSON
import CofreLanguageServer
import LanguageServerProtocol
import Synchronization
import Testing

/// Pages that lie nowhere.
private struct TestPages: DefinitionLibrary {
  func file(of module: String) async -> DefinitionPlace? { nil }

  func page(of rule: RulePage) async -> DefinitionPlace? {
    DefinitionPlace(path: "/cache/\(rule.code).md", bytes: Array("# \(rule.code)\n".utf8))
  }
}

struct CommandTests {
  private func run(_ client: TestClient, _ command: String, _ arguments: [JSON] = []) async throws -> JSON {
    try await client.ask("workspace/executeCommand", ["command": .string(command), "arguments": .array(arguments)])
  }

  @Test func aPageIsShown() async throws {
    let client = try await TestClient.started(
      capabilities: ["window": ["showDocument": ["support": true]]], library: TestPages())
    #expect(try await run(client, "cofre.explain", ["hard-coded-secret"]) == "# hard-coded-secret\n")
    await client.request("window/showDocument")
    let shown = try #require(client.requests.first { $0.method == "window/showDocument" })
    #expect(shown.params?["uri"] == "file:///cache/hard-coded-secret.md")
    let mistaken = await client.response(
      to: client.begin("workspace/executeCommand", ["command": "cofre.explain", "arguments": ["nothing"]]))
    #expect(mistaken.error?.code == .requestFailed)
    // What was sent may be anything, so that no error repeats it.
    #expect(mistaken.error?.message.contains("nothing") == false)
  }

  /// The titles of the actions that are offered for the whole of a script with a mistake.
  private func titles(_ client: TestClient, trigger: Int64) async throws -> [String] {
    client.open("/p/a.lua", "local = 1\n")
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 9]]
    let answer = try await client.ask(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": "file:///p/a.lua"], "range": range,
        "context": ["diagnostics": [], "triggerKind": .integer(trigger)],
      ])
    return (answer.arrayValue ?? []).compactMap {
      $0["command"]?["command"] == "cofre.explain" ? $0["title"]?.stringValue : nil
    }
  }

  @Test func pagesAreOfferedWhereTheyCanBeShown() async throws {
    let able: JSON = ["window": ["showDocument": ["support": true]]]
    let client = try await TestClient.started(capabilities: able, library: TestPages())
    let offered = try await titles(client, trigger: 1)
    #expect(offered.count == 1 && offered[0].hasPrefix("Explain '"))
    #expect(try await titles(client, trigger: 2) == [])
    #expect(try await titles(TestClient.started(library: TestPages()), trigger: 1) == [])
    #expect(try await titles(TestClient.started(capabilities: able), trigger: 1) == [])
  }

  @Test func aPageIsToldWhereItCannotBeShown() async throws {
    let client = try await TestClient.started()
    let text = try await run(client, "cofre.explain", ["hard-coded-secret"])
    #expect(text.stringValue?.contains("cofre config set --secret") == true)
    #expect(client.requests.allSatisfy { $0.method != "window/showDocument" })
  }

  @Test func whatWasReadIsReadAnew() async throws {
    let disk = TestDisk(["/p/lib.lua": "return { a = 1 }"])
    let client = try await TestClient.started(disk)
    client.open("/p/a.lua", "local lib = require \"lib\"\nprint(lib.b)\n")
    let before = await client.diagnostics(of: "/p/a.lua", version: 1)
    #expect(before.map { $0["code"] } == ["unknown-field"])
    disk.write("/p/lib.lua", "return { b = 1 }")
    #expect(try await run(client, "cofre.reload") == .null)
    #expect(await client.diagnostics(of: "/p/a.lua", version: 1) == [])
  }

  @Test(arguments: [
    ["inlayHint", "codeLens", "semanticTokens", "diagnostic"], ["codeLens"], ["semanticTokens"], [],
  ])
  func whatIsShownIsAskedForAnewByClientsThatCan(_ able: [String]) async throws {
    let parts = able.map { ($0 == "diagnostic" ? "diagnostics" : $0, ["refreshSupport": true] as JSON) }
    let client = try await TestClient.started(
      capabilities: ["workspace": .object(JSONObject(parts))], options: ["plan": false])
    _ = try await run(client, "cofre.reload")
    #expect(client.requests.map(\.method).sorted() == able.map { "workspace/\($0)/refresh" }.sorted())
  }

  @Test func withoutAPlanItSaysSo() async throws {
    let client = try await TestClient.started(options: ["plan": false])
    let text = try await run(client, "cofre.showPlan")
    #expect(text.stringValue?.contains("turned off") == true)
    #expect(await client.notification("window/showMessage")["message"] == text)
  }

  @Test func whatIsNoCommandIsRefused() async throws {
    let client = try await TestClient.started()
    let answer = await client.response(to: client.begin("workspace/executeCommand", ["command": "rm"]))
    #expect(answer.error?.code == .invalidParams)
    #expect(answer.error?.message.contains("rm") == false)
  }
}
