import CofreAnalysis
import CofreJSON
import LanguageServerProtocol
import Testing

struct FeatureTests {
  private static let head = "local aws = require \"cofre.aws\"\n"
  private static let pulls: JSON = ["textDocument": ["diagnostic": [:]]]

  @Test func completionOffersPropertiesAndResolvesTheirDocumentation() async throws {
    let client = try await TestClient.started(
      capabilities: ["textDocument": ["completion": ["completionItem": ["snippetSupport": true]]]])
    client.open("/p/stack.lua", Self.head + "aws.secretsmanager.Secret(\"s\", {\n  \n})\n")
    let list = try await client.ask("textDocument/completion", "/p/stack.lua", 2, 2)
    let items = try #require(list["items"]?.arrayValue)
    let item = try #require(items.first { $0["label"] == "recovery_window_in_days" })
    #expect(item["sortText"]?.stringValue?.isEmpty == false)
    // Neovim shows an edit that has none whatever is typed.
    #expect(item["filterText"] == item["label"])
    #expect(item["documentation"] == nil)
    #expect(item["textEdit"]?["range"]?["start"] == ["line": 2, "character": 2])
    let resolved = try await client.ask("completionItem/resolve", item)
    #expect(resolved["documentation"]?["kind"] == "markdown")
    // An item that is not ours, or no longer, comes back as it is.
    #expect(try await client.ask("completionItem/resolve", ["label": "x"]) == ["label": "x"])
  }

  @Test func coloursAreShownAndPicked() async throws {
    let client = try await TestClient.started()
    client.open(
      "/p/a.lua", "return { \"#ff0080\", '#00ff0033', \"#ff008\", \"#+f0080\", \"ff0080\", \"🔑\", \"#0000FF\" }\n")
    let place = TestClient.place("/p/a.lua", 0, 0)["textDocument"]!
    let colors = try await client.ask("textDocument/documentColor", ["textDocument": place]).arrayValue ?? []
    #expect(colors.map { $0["range"]?["start"]?["character"] } == [10, 21, 71])
    let parts = colors.map { color in
      ["red", "green", "blue", "alpha"].map { ((color["color"]?[$0]?.doubleValue ?? -1) * 255).rounded() }
    }
    #expect(parts == [[255, 0, 128, 255], [0, 255, 0, 51], [0, 0, 255, 255]])
    let picked: [(JSON, String)] = [(0.2, "#00ff0033"), (1, "#00ff00"), (7, "#00ff00")]
    for (part, text) in picked {
      let answer = try await client.ask(
        "textDocument/colorPresentation",
        [
          "textDocument": place, "range": colors[0]["range"]!,
          "color": ["red": 0, "green": 1, "blue": -3, "alpha": part],
        ])
      #expect(answer.arrayValue?.map { $0["label"] } == [.string(text)])
      #expect(answer.arrayValue?.first?["textEdit"]?["range"] == colors[0]["range"])
    }
  }

  @Test func snippetsAreForClientsThatKnowThem() async throws {
    let client = try await TestClient.started()
    client.open("/p/stack.lua", Self.head + "aws.secretsmanager.Secret(\"s\", {\n  \n})\n")
    let list = try await client.ask("textDocument/completion", "/p/stack.lua", 2, 2)
    for item in try #require(list["items"]?.arrayValue) {
      #expect(item["insertTextFormat"] == nil)
      #expect(item["textEdit"]?["newText"]?.stringValue?.contains("$") == false)
    }
  }

  @Test func typingInTextAndCodeAsksForNothing() async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "-- see a@\nlocal x = 1 \n---@type \nlocal y = x -\n")
    func count(_ line: Int, _ character: Int, _ trigger: String) async throws -> Int? {
      guard case .object(var params) = TestClient.place("/p/a.lua", line, character) else { return nil }
      params["context"] = ["triggerKind": 2, "triggerCharacter": .string(trigger)]
      return try await client.ask("textDocument/completion", .object(params))["items"]?.arrayValue?.count
    }
    #expect(try await count(0, 9, "@") == 0)
    #expect(try await count(1, 12, " ") == 0)
    #expect(try await count(2, 9, " ") ?? 0 > 10)
    #expect(try await count(3, 13, "-") == 0)
    #expect(try await client.ask("textDocument/completion", "/p/a.lua", 3, 13)["items"]?.arrayValue?.isEmpty == false)
  }

  @Test func textsOfSeveralLinesSayWhoIndentsThem() async throws {
    let text = "do\n  ---\n  local function f(a, b) end\nend\n"
    for (takesSnippets, mode, inserted) in [
      (true, 2, "@param a ${1:any}\n---@param b ${2:any}"), (false, 1, "@param a any\n  ---@param b any"),
    ] {
      let client = try await TestClient.started(capabilities: [
        "textDocument": [
          "completion": ["completionItem": ["snippetSupport": .bool(takesSnippets), "labelDetailsSupport": true]]
        ]
      ])
      client.open("/p/a.lua", text)
      let items = try await client.ask("textDocument/completion", "/p/a.lua", 1, 5)["items"]?.arrayValue
      #expect(items?.count == 1)
      #expect(items?.first?["insertTextMode"] == .integer(Int64(mode)))
      #expect(items?.first?["textEdit"]?["newText"] == .string(inserted))
      #expect(items?.first?["labelDetails"]?["description"] == "the whole function")
    }
  }

  @Test func diagnosticsArePushedAndClearedAgain() async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "local s = \"é\" ..\n")
    let broken = await client.diagnostics(of: "/p/a.lua", version: 1)
    #expect(broken.contains { $0["severity"] == 1 && $0["source"] == "cofre" })
    client.change(
      "/p/a.lua", version: 2,
      [
        [
          "range": ["start": ["line": 0, "character": 16], "end": ["line": 0, "character": 16]],
          "text": " \"x\" return s",
        ]
      ])
    #expect(await client.diagnostics(of: "/p/a.lua", version: 2) == [])
    client.change("/p/a.lua", version: 3, [["text": "x ="]])
    #expect(await client.diagnostics(of: "/p/a.lua", version: 3).isEmpty == false)
    client.notify("textDocument/didClose", ["textDocument": ["uri": "file:///p/a.lua"]])
    let cleared = await client.notification("textDocument/publishDiagnostics")
    #expect(cleared["diagnostics"] == [])
  }

  @Test func clientsThatAskForDiagnosticsAreNotTold() async throws {
    let client = try await TestClient.started(capabilities: Self.pulls)
    client.open("/p/a.lua", "local = ")
    let report = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    #expect(report["kind"] == "full")
    #expect(report["items"]?.arrayValue?.isEmpty == false)
    #expect(client.notificationCount("textDocument/publishDiagnostics") == 0)
  }

  @Test func fixesOfDiagnosticsAreOffered() async throws {
    let client = try await TestClient.started(
      capabilities: ["workspace": ["workspaceEdit": ["documentChanges": true]]])
    client.open(
      "/p/stack.lua", Self.head + "aws.secretsmanager.Secret(\"s\", { recovery_windw_in_days = 7 })\n", version: 4)
    let position: JSON = ["line": 1, "character": 36]
    let actions = try await client.ask(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": "file:///p/stack.lua"], "range": ["start": position, "end": position],
        "context": ["diagnostics": []],
      ])
    let action = try #require(
      actions.arrayValue?.first { $0["title"]?.stringValue?.contains("recovery_window_in_days") == true })
    #expect(action["kind"] == "quickfix")
    let change = action["edit"]?["documentChanges"]?[0]
    #expect(change?["textDocument"] == ["uri": "file:///p/stack.lua", "version": 4])
    #expect(change?["edits"]?[0]?["newText"]?.stringValue?.contains("recovery_window_in_days") == true)
  }

  @Test func settingsSilenceDiagnostics() async throws {
    let client = try await TestClient.started(capabilities: Self.pulls, options: ["silence": ["undefined-global"]])
    client.open("/p/a.lua", "nowhere()")
    func count() async throws -> Int? {
      try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)["items"]?.arrayValue?.count
    }
    #expect(try await count() == 0)
    client.notify("workspace/didChangeConfiguration", ["settings": [:]])
    #expect(try await count() == 0)
    client.notify("workspace/didChangeConfiguration", ["settings": ["cofre": ["silence": []]]])
    #expect(try await count() == 1)
  }

  @Test func settingsOfOtherLuaServersAreHonoured() async throws {
    let client = try await TestClient.started(
      TestDisk(["/p/.luarc.json": "{\"diagnostics\": {\"globals\": [\"vim\"], \"disable\": [\"redefined-local\"]}}"]))
    client.open("/p/a.lua", "local a = vim\nlocal a = nowhere\nreturn a")
    let report = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    #expect(report["items"]?.arrayValue?.filter { $0["severity"] != 4 }.map { $0["code"] } == ["undefined-global"])
  }

  @Test func configurationKeysComeFromTheProject() async throws {
    let client = try await TestClient.started(TestDisk(keys: [WorkspaceContext.ConfigurationKey("region_name")]))
    client.open(
      "/p/stack.lua", "local cofre = require \"cofre\"\nlocal config = cofre.config()\nreturn config:get(\"\")\n")
    let list = try await client.ask("textDocument/completion", "/p/stack.lua", 2, 19)
    #expect(list["items"]?.arrayValue?.contains { $0["label"] == "region_name" } == true)
  }

  @Test func modulesAreFoundOnDiskAndAmongTheOpenDocuments() async throws {
    let disk = TestDisk()
    let client = try await TestClient.started(disk)
    let file: JSON = ["uri": "file:///p/lib/names.lua"]
    client.open("/p/stack.lua", "return require \"lib\"\n")
    func isOffered() async throws -> Bool {
      let list = try await client.ask("textDocument/completion", "/p/stack.lua", 0, 19)
      return list["items"]?.arrayValue?.contains { $0["label"] == "lib.names" } == true
    }
    #expect(try await !isOffered())
    client.open("/p/lib/names.lua", "return {}\n")
    #expect(try await isOffered())
    client.notify("textDocument/didClose", ["textDocument": file])
    #expect(try await !isOffered())
    disk.write("/p/lib/names.lua", "return {}\n")
    #expect(try await !isOffered())
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/lib/names.lua", "type": 1]]])
    #expect(try await isOffered())
  }
}
