import CofreAnalysis
import CofreJSON
import CofreLanguageServer
import LanguageServerProtocol
import Testing

struct LensAndHintTests {
  private static let script = """
    local aws = require "cofre.aws"
    ---@class Team
    local s = aws.secretsmanager.Secret("s", {})
    function make(team) return team end
    ---@type Team
    local t = make(make(s.arn))
    local arn = s.arn
    local function spare() end

    """

  private func lenses(_ client: TestClient) async throws -> [JSON] {
    let answer = try await client.ask("textDocument/codeLens", ["textDocument": ["uri": "file:///p/stack.lua"]])
    return answer.arrayValue ?? []
  }

  private func client(_ capabilities: JSON = [:], options: JSON = ["references": true]) async throws -> TestClient {
    let disk = TestDisk(["/p/other.lua": "make(1)\n---@type Team\nlocal x\n"])
    let client = try await TestClient.started(disk, capabilities: capabilities, options: options)
    client.open("/p/stack.lua", Self.script)
    return client
  }

  @Test func usesAreCountedWhereSomebodyWantsThem() async throws {
    #expect(try await lenses(client(options: [:])) == [])
    let client = try await client()
    var seen: [String] = []
    for lens in try await lenses(client) {
      #expect(lens["command"] == nil)
      let resolved = try await client.ask("codeLens/resolve", lens)
      #expect(resolved["command"]?["command"] == "")
      let line = resolved["range"]?["start"]?["line"]?.integerValue ?? -1
      seen.append("\(line) \(resolved["command"]?["title"]?.stringValue ?? "")")
    }
    #expect(seen == ["1 2 references", "2 2 references", "3 3 references", "7 0 references"])
    // What is counted already, or is nobody's, comes back as it is.
    let other: JSON = ["range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 0]]]
    #expect(try await client.ask("codeLens/resolve", other) == other)
  }

  @Test func aClientThatShowsPlacesIsGivenThem() async throws {
    let client = try await client(["experimental": ["commands": ["cofre.showReferences"]]])
    let lens = try #require(try await lenses(client).first)
    let command = try #require(try await client.ask("codeLens/resolve", lens)["command"])
    #expect(command["command"] == "cofre.showReferences")
    #expect(command["arguments"]?[0] == "file:///p/stack.lua")
    #expect(command["arguments"]?[1] == ["line": 1, "character": 10])
    #expect(command["arguments"]?[2]?.arrayValue?.map { $0["uri"] } == ["file:///p/stack.lua", "file:///p/other.lua"])
  }

  private func hints(_ client: TestClient) async throws -> [JSON] {
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 100, "character": 0]]
    let answer = try await client.ask(
      "textDocument/inlayHint", ["textDocument": ["uri": "file:///p/stack.lua"], "range": range])
    return answer.arrayValue ?? []
  }

  @Test func whatAHintSaysComesWhenSomebodyPointsAtIt() async throws {
    let client = try await client([
      "textDocument": ["inlayHint": ["resolveSupport": ["properties": ["tooltip", "label.location"]]]]
    ])
    let hints = try await hints(client)
    #expect(hints.allSatisfy { $0["tooltip"] == nil })
    let type = try #require(hints.first { $0["kind"] == 1 })
    #expect(type["label"]?[0]?["value"] == ": output of a string")
    #expect(type["label"]?[0]?["location"] == nil)
    let resolved = try await client.ask("inlayHint/resolve", type)
    #expect(resolved["tooltip"]?["value"]?.stringValue?.isEmpty == false)
    let defaults = try #require(hints.first { $0["label"]?.stringValue?.contains("recovery_window") == true })
    #expect(try await client.ask("inlayHint/resolve", defaults)["tooltip"]?["kind"] == "markdown")
    // A hint of an older text stays as it is.
    client.change("/p/stack.lua", version: 2, [["text": "print(1)\n"]])
    #expect(try await client.ask("inlayHint/resolve", type) == type)
  }

  @Test func theNameOfATypeLeadsToIt() async throws {
    let client = try await client([
      "textDocument": ["inlayHint": ["resolveSupport": ["properties": ["label.location"]]]]
    ])
    client.open(
      "/p/stack.lua",
      "---@class Team\n---@param f fun(t: Team)\nlocal function each(f) f({}) end\neach(function(t) end)\n", version: 2)
    let hint = try #require(try await hints(client).first)
    #expect(hint["label"]?[0]?["value"] == ": Team")
    let location = try await client.ask("inlayHint/resolve", hint)["label"]?[0]?["location"]
    #expect(location?["uri"] == "file:///p/stack.lua")
    #expect(location?["range"]?["start"] == ["line": 0, "character": 10])
  }

  @Test func whoResolvesNothingIsToldAtOnce() async throws {
    let hints = try await hints(client())
    #expect(hints.contains { $0["tooltip"] != nil })
    #expect(hints.allSatisfy { $0["data"] == nil && $0["label"]?.stringValue != nil })
  }

  @Test func severalPartsAreFormattedAtOnce() async throws {
    let client = try await TestClient.started(
      capabilities: ["textDocument": ["rangeFormatting": ["rangesSupport": true]]])
    client.open("/p/a.lua", "local a=1\nlocal b=2\nlocal c=3\n")
    let line = { (line: Int64) -> JSON in
      ["start": ["line": .integer(line), "character": 0], "end": ["line": .integer(line), "character": 3]]
    }
    let edits = try await client.ask(
      "textDocument/rangesFormatting",
      [
        "textDocument": ["uri": "file:///p/a.lua"], "ranges": [line(2), line(0), line(0)],
        "options": ["tabSize": 2, "insertSpaces": true],
      ])
    let places = (edits.arrayValue ?? []).compactMap { $0["range"]?.text() }
    #expect(places.allSatisfy { $0.contains("\"line\":0") || $0.contains("\"line\":2") })
    #expect(Set(places).count == places.count)
    #expect(places.count == 4)
  }
}
