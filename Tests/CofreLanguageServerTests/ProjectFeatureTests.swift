import CofreJSON
import LanguageServerProtocol
import Testing

/// Features that go beyond one file.
struct ProjectFeatureTests {
  private static let keys = """
    local M = {}
    local aws = require "cofre.aws"
    function M.make(name) return aws.secretsmanager.Secret(name, {}) end
    return M

    """
  private static let files = [
    "/p/lib/keys.lua": keys,
    "/p/other.lua":
      "local keys = require \"lib.keys\"\nlocal function all() keys.make(\"b\") keys.make(\"c\") end\nall()\n",
  ]
  private static let main = "local keys = require \"lib.keys\"\nkeys.make(\"a\")\n"
  private static let edits: JSON = ["workspace": ["workspaceEdit": ["documentChanges": true]]]

  private func started(_ capabilities: JSON = edits) async throws -> TestClient {
    let client = try await TestClient.started(TestDisk(Self.files), capabilities: capabilities)
    client.open("/p/main.lua", Self.main, version: 3)
    return client
  }

  private static func places(_ locations: JSON) -> [String] {
    (locations.arrayValue ?? []).map { location in
      let start = location["range"]?["start"]
      return "\(location["uri"]?.stringValue ?? "") \(start?["line"]?.integerValue ?? -1):"
        + "\(start?["character"]?.integerValue ?? -1)"
    }.sorted()
  }

  @Test func referencesAreFoundInFilesThatAreNotOpen() async throws {
    let client = try await started()
    var params = try #require(TestClient.place("/p/main.lua", 1, 6).objectValue)
    params["context"] = ["includeDeclaration": true]
    let found = try await client.ask("textDocument/references", .object(params))
    #expect(
      Self.places(found) == [
        "file:///p/lib/keys.lua 2:11", "file:///p/main.lua 1:5", "file:///p/other.lua 1:26",
        "file:///p/other.lua 1:41",
      ])
    let definition = try await client.ask("textDocument/definition", "/p/main.lua", 1, 6)
    #expect(Self.places(definition) == ["file:///p/lib/keys.lua 2:11"])
  }

  @Test func aRenameEditsAllFiles() async throws {
    let client = try await started()
    var params = try #require(TestClient.place("/p/main.lua", 1, 6).objectValue)
    params["newName"] = "create"
    let edit = try await client.ask("textDocument/rename", .object(params))
    let changes = try #require(edit["documentChanges"]?.arrayValue)
    let versions: [JSON?] = [3, .null, .null]
    #expect(changes.map { $0["textDocument"]?["version"] } == versions)
    #expect(changes.map { $0["edits"]?.arrayValue?.count } == [1, 1, 2])
    params["newName"] = "no name"
    let refusal = await client.response(to: client.begin("textDocument/rename", .object(params)))
    #expect(refusal.error?.message.contains("no name") == true)
    let module = await client.response(
      to: client.begin("textDocument/prepareRename", TestClient.place("/p/main.lua", 0, 24)))
    #expect(module.error?.message.contains("rename the file") == true)
  }

  @Test func whatIsTypedInOneFileCountsInTheOthers() async throws {
    let client = try await started()
    client.open("/p/other.lua", "local k = require \"lib.keys\"\n")
    var params = try #require(TestClient.place("/p/main.lua", 1, 6).objectValue)
    params["context"] = ["includeDeclaration": false]
    #expect(Self.places(try await client.ask("textDocument/references", .object(params))) == ["file:///p/main.lua 1:5"])
    client.change("/p/other.lua", version: 2, [["text": "local k = require \"lib.keys\"\nk.make()\n"]])
    #expect(try await client.ask("textDocument/references", .object(params)).arrayValue?.count == 2)
  }

  @Test func keysOfTheConfigurationAreOneThingInScriptsAndSettings() async throws {
    let script = "local c = require(\"cofre\").config()\nreturn c:get \"size\"\n"
    let client = try await TestClient.started(
      TestDisk(["/p/Cofre.dev.yaml": "config:\n  shop:size: 1\n", "/p/Cofre.yaml": "name: shop\n", "/p/b.lua": script]))
    client.open("/p/a.lua", script)
    var params = try #require(TestClient.place("/p/a.lua", 1, 16).objectValue)
    params["context"] = ["includeDeclaration": true]
    let found = try await client.ask("textDocument/references", .object(params))
    #expect(Self.places(found) == ["file:///p/Cofre.dev.yaml 1:2", "file:///p/a.lua 1:14", "file:///p/b.lua 1:14"])
    params["newName"] = "width"
    let edit = try await client.ask("textDocument/rename", .object(params))
    let changes = try #require(edit["changes"]?.objectValue)
    #expect(Set(changes.keys) == ["file:///p/Cofre.dev.yaml", "file:///p/a.lua", "file:///p/b.lua"])
    // The settings keep the way in which they write keys.
    #expect(changes["file:///p/Cofre.dev.yaml"]?[0]?["newText"] == "shop:width")
    #expect(changes["file:///p/a.lua"]?[0]?["newText"] == "width")
    let highlights = try await client.ask("textDocument/documentHighlight", .object(params))
    #expect(highlights.arrayValue?.count == 1)
  }

  @Test(arguments: [
    ("", ["Secret-less", "all", "keys.lua", "make"]), ("make", ["make"]), ("MK", ["make"]), ("M.ma", ["make"]),
    ("nothing", []),
  ])
  func symbolsAreFoundInAllFiles(_ query: String, _ names: [String]) async throws {
    let client = try await TestClient.started(
      TestDisk([
        "/p/keys.lua": Self.keys,
        "/p/a.lua":
          "local aws = require \"cofre.aws\"\naws.secretsmanager.Secret(\"Secret-less\", {})\nlocal function all() end\n---@class keys.lua\n",
      ]))
    let found = try await client.ask("workspace/symbol", ["query": .string(query)])
    #expect((found.arrayValue ?? []).compactMap { $0["name"]?.stringValue }.sorted() == names)
    let resources = try await client.ask("workspace/symbol", ["query": "aws.secr"])
    #expect(resources.arrayValue?.map { $0["name"] } == ["Secret-less"])
    #expect(resources[0]?["containerName"] == "aws.secretsmanager.Secret")
    #expect(resources[0]?["location"]?["uri"] == "file:///p/a.lua")
  }

  private static let resolving: JSON = ["workspace": ["symbol": ["resolveSupport": ["properties": ["location.range"]]]]]

  @Test func placesOfSymbolsComeWhenTheyAreAskedFor() async throws {
    let client = TestClient(TestDisk(["/p/a.lua": "local function make() end\n"]))
    let announced = try await client.initialize(capabilities: Self.resolving)
    #expect(announced["capabilities"]?["workspaceSymbolProvider"] == ["resolveProvider": true])
    client.notify("initialized", [:])
    let found = try await client.ask("workspace/symbol", ["query": "make"])
    let symbol = try #require(found[0])
    #expect(symbol["location"] == ["uri": "file:///p/a.lua"])
    #expect(symbol["name"] == "make")
    // What has no container may come back with an empty one.
    var emptied = try #require(symbol.objectValue)
    emptied["containerName"] = ""
    for asked in [symbol, .object(emptied)] {
      let resolved = try await client.ask("workspaceSymbol/resolve", asked)
      #expect(Self.places(.array([resolved["location"] ?? .null])) == ["file:///p/a.lua 0:15"])
      #expect(resolved["name"] == "make")
    }
  }

  @Test func aClientThatDoesNotResolveHasPlacesAtOnce() async throws {
    let client = TestClient(TestDisk(["/p/a.lua": "local function make() end\n"]))
    let announced = try await client.initialize()
    #expect(announced["capabilities"]?["workspaceSymbolProvider"] == true)
    client.notify("initialized", [:])
    let found = try await client.ask("workspace/symbol", ["query": "make"])
    #expect(found[0]?["location"]?["range"]?["start"]?["character"] == 15)
    #expect(found[0]?["data"] == nil)
  }

  @Test func symbolsOfOneNameHaveTheirPlacesAtOnce() async throws {
    let script = "local function make() end\nlocal function make() end\nlocal function maker() end\n"
    let disk = TestDisk(["/p/a.lua": script])
    let client = try await TestClient.started(disk, capabilities: Self.resolving)
    let found = try await client.ask("workspace/symbol", ["query": "make"])
    #expect(found.arrayValue?.map { $0["location"]?["range"]?["start"]?["line"] } == [0, 1, nil])
  }

  @Test(arguments: [
    // What is above it is longer; there are two by now; it is gone.
    ("-- one\n-- two\nlocal function make() end\n", 2), ("local function make() end\n\nlocal function make() end\n", 0),
    ("local function other() end\n", nil), ("make = 1\n", nil),
  ])
  func aSymbolIsFoundAfterItsFileHasChanged(_ text: String, _ line: Int64?) async throws {
    let client = try await TestClient.started(
      TestDisk(["/p/a.lua": "local function make() end\n"]), capabilities: Self.resolving)
    let symbol = try #require(try await client.ask("workspace/symbol", ["query": "make"])[0])
    client.open("/p/a.lua", text)
    let resolved = try await client.ask("workspaceSymbol/resolve", symbol)
    #expect(resolved["location"]?["range"]?["start"]?["line"] == line.map { .integer($0) })
    if line == nil { #expect(resolved == symbol) }
  }

  private static let animals =
    "---@class Animal\n---@class Dog: Animal\n---@type Dog\nlocal dog = {}\nprint(dog)\n"

  @Test func classesAreFollowedBothWays() async throws {
    let client = try await TestClient.started(
      TestDisk([
        "/p/a.lua": Self.animals,
        "/p/b.lua": "---@class Cat: Animal\n---@class Puppy: Dog\n",
      ]))
    client.open("/p/a.lua", Self.animals)
    for (line, column) in [(1, 12), (4, 6)] {
      let prepared = try await client.ask("textDocument/prepareTypeHierarchy", "/p/a.lua", line, column)
      let dog = try #require(prepared[0])
      #expect(dog["name"] == "Dog")
      #expect(dog["selectionRange"]?["start"]?["line"] == 1)
      let above = try await client.ask("typeHierarchy/supertypes", ["item": dog])
      #expect(above.arrayValue?.map { $0["name"] } == ["Animal"])
      let below = try await client.ask("typeHierarchy/subtypes", ["item": dog])
      #expect(below.arrayValue?.map { $0["name"] } == ["Puppy"])
      #expect(below[0]?["uri"] == "file:///p/b.lua")
      let all = try await client.ask("typeHierarchy/subtypes", ["item": try #require(above[0])])
      #expect(all.arrayValue?.map { $0["name"] } == ["Dog", "Cat"])
    }
    #expect(try await client.ask("textDocument/prepareTypeHierarchy", "/p/a.lua", 4, 1) == .null)
  }

  @Test func callsAreFollowedBothWays() async throws {
    let client = try await started()
    let prepared = try await client.ask("textDocument/prepareCallHierarchy", "/p/main.lua", 1, 6)
    let item = try #require(prepared[0])
    #expect(item["name"] == "M.make")
    #expect(item["uri"] == "file:///p/lib/keys.lua")
    let incoming = try #require(
      try await client.ask("callHierarchy/incomingCalls", ["item": item]).arrayValue)
    #expect(incoming.map { $0["from"]?["name"] } == ["main.lua", "all"])
    #expect(incoming.map { $0["fromRanges"]?.arrayValue?.count } == [1, 2])
    let all = try #require(incoming.last?["from"])
    let callers = try await client.ask("callHierarchy/incomingCalls", ["item": all])
    #expect(callers.arrayValue?.map { $0["from"]?["name"] } == ["other.lua"])
    let outgoing = try await client.ask("callHierarchy/outgoingCalls", ["item": all])
    #expect(outgoing.arrayValue?.map { $0["to"]?["name"] } == ["M.make"])
    let types = try await client.ask("callHierarchy/outgoingCalls", ["item": item])
    #expect(types.arrayValue?.map { $0["to"]?["name"] } == ["aws.secretsmanager.Secret"])
    let file = try #require(incoming.first?["from"])
    let run = try await client.ask("callHierarchy/outgoingCalls", ["item": file])
    #expect(run.arrayValue?.map { $0["to"]?["name"] } == ["M.make"])
    #expect(try await client.ask("callHierarchy/incomingCalls", ["item": file]) == .null)
  }

  @Test(
    arguments: [
      ("file:///p/lib/keys.lua", "file:///p/lib/rings.lua", "lib.rings"),
      ("file:///p/lib", "file:///p/shared/lib", "shared.lib.keys"), ("file:///p/lib/", "file:///p/l/", "l.keys"),
      ("file:///p/lib/keys.lua", "file:///p/lib/keys/init.lua", nil),
      ("file:///p/lib/keys.lua", "file:///q/keys.lua", nil), ("file:///p/other.lua", "file:///p/third.lua", nil),
    ] as [(String, String, String?)])
  func requiresFollowTheirFiles(_ old: String, _ new: String, _ name: String?) async throws {
    let client = try await started()
    let edit = try await client.ask(
      "workspace/willRenameFiles", ["files": [["oldUri": .string(old), "newUri": .string(new)]]])
    let changes = edit["documentChanges"]?.arrayValue ?? []
    #expect(changes.count == (name == nil ? 0 : 2))
    for change in changes {
      #expect(change["edits"]?.arrayValue?.count == 1)
      #expect(change["edits"]?[0]?["newText"]?.stringValue == name)
      #expect(change["edits"]?[0]?["range"]?["start"] == ["line": 0, "character": 22])
    }
  }

  @Test func movedFilesAreFoundWhereTheyAre() async throws {
    let client = try await started()
    client.disk.write("/p/lib/keys.lua", nil)
    client.disk.write("/p/lib/rings.lua", Self.keys)
    client.notify(
      "workspace/didRenameFiles",
      ["files": [["oldUri": "file:///p/lib/keys.lua", "newUri": "file:///p/lib/rings.lua"]]])
    let gone = try await client.ask("textDocument/definition", "/p/main.lua", 1, 6)
    #expect(gone == .null)
    client.change("/p/main.lua", version: 4, [["text": "local keys = require \"lib.rings\"\nkeys.make(\"a\")\n"]])
    #expect(
      Self.places(try await client.ask("textDocument/definition", "/p/main.lua", 1, 6))
        == ["file:///p/lib/rings.lua 2:11"])
    client.disk.write("/p/lib/rings.lua", nil)
    client.notify("workspace/didDeleteFiles", ["files": [["uri": "file:///p/lib"]]])
    #expect(try await client.ask("textDocument/definition", "/p/main.lua", 1, 6) == .null)
    client.disk.write("/p/lib/rings.lua", Self.keys)
    client.notify("workspace/didCreateFiles", ["files": [["uri": "file:///p/lib/rings.lua"]]])
    #expect(try await client.ask("textDocument/definition", "/p/main.lua", 1, 6) != .null)
  }

  @Test func foldersAreProjectsOfTheirOwn() async throws {
    let client = try await TestClient.started(
      TestDisk(
        [
          "/one/m.lua": "return { a = 1 }\n", "/two/m.lua": "return { a = 2 }\n",
          "/two/x.lua": "print(require(\"m\").a)\n",
        ],
        projects: ["/one", "/two"]), folders: ["/one", "/two"])
    let text = "local m = require \"m\"\nprint(m.a)\n"
    for folder in ["/one", "/two"] {
      client.open("\(folder)/main.lua", text)
      let found = try await client.ask("textDocument/definition", "\(folder)/main.lua", 1, 8)
      #expect(Self.places(found) == ["file://\(folder)/m.lua 0:9"])
    }
    var params = try #require(TestClient.place("/two/main.lua", 1, 8).objectValue)
    params["context"] = ["includeDeclaration": false]
    #expect(try await client.ask("textDocument/references", .object(params)).arrayValue?.count == 2)
    let symbols = try await client.ask("workspace/symbol", ["query": "a"])
    #expect(Self.places(.array(symbols.arrayValue?.compactMap { $0["location"] } ?? [])).count == 2)
    client.notify(
      "workspace/didChangeWorkspaceFolders",
      ["event": ["added": [], "removed": [["uri": "file:///one", "name": "one"]]]])
    client.notify("textDocument/didClose", ["textDocument": ["uri": "file:///one/main.lua"]])
    #expect(try await client.ask("workspace/symbol", ["query": "a"]).arrayValue?.count == 1)
  }
}
