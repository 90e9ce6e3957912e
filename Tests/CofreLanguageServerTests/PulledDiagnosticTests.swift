import CofreJSON
import LanguageServerProtocol
import Testing

/// Diagnostics for clients that ask for them.
struct PulledDiagnosticTests {
  private static let pulls: JSON = [
    "textDocument": ["diagnostic": [:]], "workspace": ["diagnostics": ["refreshSupport": true]],
  ]

  private static func started(_ files: [String: String]) async throws -> TestClient {
    try await TestClient.started(TestDisk(files), capabilities: pulls)
  }

  /// What a whole workspace answers, by document.
  private static func all(
    _ client: TestClient, _ told: [String: String] = [:]
  ) async throws -> [String: (kind: String, count: Int, id: String)] {
    let previous = told.sorted { $0.key < $1.key }.map {
      JSON.object(["uri": .string($0.key), "value": .string($0.value)])
    }
    let report = try await client.ask("workspace/diagnostic", ["previousResultIds": .array(previous)])
    var all: [String: (kind: String, count: Int, id: String)] = [:]
    for item in report["items"]?.arrayValue ?? [] {
      all[item["uri"]?.stringValue ?? ""] = (
        item["kind"]?.stringValue ?? "", item["items"]?.arrayValue?.count ?? 0, item["resultId"]?.stringValue ?? ""
      )
    }
    return all
  }

  @Test func whatIsTheSameIsNotSaidAgain() async throws {
    let client = try await Self.started([:])
    client.open("/p/a.lua", "nowhere()")
    let first = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    let id = try #require(first["resultId"])
    var params = try #require(TestClient.place("/p/a.lua", 0, 0).objectValue)
    params["previousResultId"] = id
    #expect(try await client.ask("textDocument/diagnostic", .object(params)) == ["kind": "unchanged", "resultId": id])
    client.change("/p/a.lua", version: 2, [["text": "nowhere() nor()"]])
    let changed = try await client.ask("textDocument/diagnostic", .object(params))
    #expect(changed["items"]?.arrayValue?.count == 2)
    #expect(changed["resultId"] != id)
  }

  @Test func settingsForLuaServersThatCannotBeReadAreToldAtTheirPlace() async throws {
    let client = try await Self.started(["/p/a.lua": "return 1", "/p/.luarc.json": "{\n  \"x\" 1\n}"])
    client.open("/p/a.lua", "return 1")
    let told = await client.notification("textDocument/publishDiagnostics")
    #expect(told["uri"] == "file:///p/.luarc.json")
    #expect(told["diagnostics"]?[0]?["code"] == "lua-settings-syntax")
    #expect(told["diagnostics"]?[0]?["range"]?["start"] == ["line": 1, "character": 6])
    client.disk.write("/p/.luarc.json", "{}")
    client.notify(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/.luarc.json", "type": 2]]])
    #expect(await client.notification("textDocument/publishDiagnostics")["diagnostics"] == [])
  }

  @Test func anotherVersionOfLuaIsToldAtItsPlace() async throws {
    let settings = #"{ "runtime.version": "Lua 5.1" }"#
    let client = try await Self.started(["/p/a.lua": "return 1", "/p/.luarc.json": settings])
    client.open("/p/a.lua", "return 1")
    let told = await client.notification("textDocument/publishDiagnostics")
    #expect(told["diagnostics"]?[0]?["code"] == "lua-settings-version")
    #expect(told["diagnostics"]?[0]?["severity"] == 3)
    #expect(told["diagnostics"]?[0]?["range"]?["start"] == ["line": 0, "character": 21])
  }

  @Test func allFilesAreLookedAtAndOnceOnly() async throws {
    let client = try await Self.started(["/p/a.lua": "nowhere()", "/p/b.lua": "return 1\n"])
    let first = try await Self.all(client)
    #expect(first.mapValues(\.kind) == ["file:///p/a.lua": "full", "file:///p/b.lua": "full"])
    #expect(first.mapValues(\.count) == ["file:///p/a.lua": 1, "file:///p/b.lua": 0])
    let again = try await Self.all(client, first.mapValues(\.id))
    #expect(again.mapValues(\.kind) == ["file:///p/a.lua": "unchanged", "file:///p/b.lua": "unchanged"])
    client.open("/p/b.lua", "nowhere() nor()")
    let opened = try await Self.all(client, first.mapValues(\.id))
    #expect(opened["file:///p/b.lua"]?.count == 2)
    #expect(opened["file:///p/a.lua"]?.kind == "unchanged")
  }

  @Test func filesFollowWhatTheyDependOn() async throws {
    let user = "local m = require \"m\"\nreturn m.a\n"
    let client = try await Self.started([
      "/p/m.lua": "return require \"n\"\n", "/p/n.lua": "return { a = 1 }\n", "/p/user.lua": user,
      "/p/else.lua": "return 1\n",
    ])
    let first = try await Self.all(client)
    client.open("/p/n.lua", "return { a = 2 }\n")
    let second = try await Self.all(client, first.mapValues(\.id))
    #expect(
      second.mapValues(\.kind) == [
        "file:///p/m.lua": "full", "file:///p/n.lua": "full", "file:///p/user.lua": "full",
        "file:///p/else.lua": "unchanged",
      ])
    client.open("/p/else.lua", "anywhere = 1\n")
    let third = try await Self.all(client, second.mapValues(\.id))
    #expect(third.values.allSatisfy { $0.kind == "full" } || third["file:///p/n.lua"]?.kind == "unchanged")
    #expect(third["file:///p/user.lua"]?.kind == "full")
  }

  @Test func deletedFilesHaveNothingWrongAnyMore() async throws {
    let client = try await Self.started(["/p/a.lua": "nowhere()"])
    let first = try await Self.all(client)
    client.disk.write("/p/a.lua", nil)
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/a.lua", "type": 3]]])
    #expect(client.requests.contains { $0.method == "workspace/diagnostic/refresh" })
    let cleared = try await Self.all(client, first.mapValues(\.id))
    #expect(cleared["file:///p/a.lua"]?.count == 0)
    #expect(cleared["file:///p/a.lua"]?.kind == "full")
    #expect(try await Self.all(client).isEmpty)
  }

  /// Of a folder that is deleted, or lost with a branch, some editors say nothing but its own name.
  @Test func whatWasInADeletedFolderIsForgotten() async throws {
    let client = try await Self.started([
      "/p/a.lua": "return require(\"lib.k\").b\n", "/p/lib/k/init.lua": "return { a = 1 }\n",
    ])
    let first = try await Self.all(client)
    #expect(first["file:///p/a.lua"]?.count == 1)
    let refreshes = client.requests.count
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/.git/x.lock", "type": 3]]])
    client.disk.write("/p/lib/k/init.lua", nil)
    #expect(client.requests.count == refreshes)
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/lib", "type": 3]]])
    #expect(client.requests.count > refreshes)
    #expect(try await Self.all(client)["file:///p/a.lua"]?.count ?? 0 == 0)
  }

  @Test(arguments: [true, false])
  func savingShowsWhatWasMadeBesideAnEditorThatWatchesNoFiles(_ watches: Bool) async throws {
    var pulls = try #require(Self.pulls.objectValue)
    pulls["workspace"] = [
      "diagnostics": ["refreshSupport": true], "didChangeWatchedFiles": ["dynamicRegistration": .bool(watches)],
    ]
    let client = try await TestClient.started(
      TestDisk(["/p/Cofre.yaml": "name: p\n"]), capabilities: .object(pulls))
    client.open("/p/a.lua", "local cofre = require \"cofre\"\ncofre.export(\"m\", require \"m\")\n")
    let before = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    #expect(before["items"]?[0]?["code"] == "unknown-module")
    client.disk.write("/p/m.lua", "return 1\n")
    client.notify("textDocument/didSave", ["textDocument": ["uri": "file:///p/a.lua"]])
    let after = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    #expect(after["items"]?.arrayValue?.isEmpty == !watches)
    #expect(client.requests.contains { $0.method == "workspace/diagnostic/refresh" } != watches)
  }

  @Test func filesOfLibrariesAreNotLookedAt() async throws {
    let client = try await Self.started([
      "/p/.luarc.json": "{\"workspace\": {\"library\": [\"types\"]}}", "/p/types/x.lua": "nowhere()",
    ])
    #expect(try await Self.all(client).isEmpty)
  }

  @Test func settingsFilesAreLookedAtToo() async throws {
    let client = try await Self.started(["/p/Cofre.yaml": "name: shop\n", "/p/Cofre.dev.yaml": "config:\nbroken"])
    let first = try await Self.all(client)
    #expect(first["file:///p/Cofre.yaml"]?.count == 0)
    #expect((first["file:///p/Cofre.dev.yaml"]?.count ?? 0) > 0)
    let again = try await Self.all(client, first.mapValues(\.id))
    #expect(again.values.allSatisfy { $0.kind == "unchanged" })
    client.open("/p/Cofre.dev.yaml", "config:\n", language: "yaml")
    let mended = try await Self.all(client, first.mapValues(\.id))
    #expect(mended["file:///p/Cofre.dev.yaml"]?.kind == "full")
    #expect(mended["file:///p/Cofre.dev.yaml"]?.count == 0)
  }

  @Test func clientsThatAreToldHearOfOtherFiles() async throws {
    let client = try await TestClient.started(TestDisk(["/p/.luarc.json": "{\"diagnostics.globals\": [\"vim\"]}"]))
    client.open("/p/a.lua", "return vim\n")
    #expect(await client.diagnostics(of: "/p/a.lua", version: 1) == [])
    client.disk.write("/p/.luarc.json", nil)
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/.luarc.json", "type": 3]]])
    #expect(await client.diagnostics(of: "/p/a.lua", version: 1).isEmpty == false)
  }
}

struct PushedDiagnosticTests {
  /// What needs no types is told first in a long file, and all of it in the end.
  @Test func aLongFileIsToldOfInTwoParts() async throws {
    let types = "---@param name string\nlocal function show(name) print(name) end\nshow(1)\n"
    let client = try await TestClient.started()
    client.open("/p/short.lua", types + "nowhere()\n")
    #expect(await client.diagnostics(of: "/p/short.lua", version: 1).count == 2)
    client.open("/p/long.lua", types + "nowhere()\n" + String(repeating: "print(1, 2)\n", count: 2_500))
    #expect(await client.diagnostics(of: "/p/long.lua", version: 1).count == 1)
    #expect(await client.diagnostics(of: "/p/long.lua", version: 1).count == 2)
  }
}
