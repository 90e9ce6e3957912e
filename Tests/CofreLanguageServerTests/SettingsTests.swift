import CofreJSON
import LanguageServerProtocol
import Testing

/// Settings, and progress that the server shows of its own accord.
struct SettingsTests {
  private static let asks: JSON = [
    "textDocument": ["diagnostic": [:]],
    "workspace": ["configuration": true, "didChangeConfiguration": ["dynamicRegistration": true]],
  ]

  private static func count(_ client: TestClient) async throws -> Int? {
    try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)["items"]?.arrayValue?.count
  }

  @Test func clientsThatCanBeAskedAre() async throws {
    let client = try await TestClient.started(
      capabilities: Self.asks, answers: ["workspace/configuration": [["silence": ["undefined-global"]]]])
    #expect(client.requests.map(\.method) == ["client/registerCapability", "workspace/configuration"])
    #expect(client.requests[0].params?["registrations"]?[0]?["registerOptions"] == ["section": "cofre"])
    #expect(client.requests[1].params?["items"] == [["section": "cofre"]])
    client.open("/p/a.lua", "nowhere()")
    #expect(try await Self.count(client) == 0)
    client.willAnswer("workspace/configuration", [["silence": []]])
    client.notify("workspace/didChangeConfiguration", ["settings": nil])
    #expect(try await Self.count(client) == 1)
  }

  @Test(arguments: [[nil], [], [7], "text"] as [JSON])
  func anAnswerWithoutSettingsChangesNothing(_ answer: JSON) async throws {
    let client = try await TestClient.started(
      capabilities: Self.asks, options: ["silence": ["undefined-global"]],
      answers: ["workspace/configuration": answer])
    client.open("/p/a.lua", "nowhere()")
    #expect(try await Self.count(client) == 0)
  }

  @Test func progressIsShownForManyFiles() async throws {
    let client = try await Self.reading(files: 250, capabilities: ["window": ["workDoneProgress": true]])
    var values: [JSON] = []
    repeat {
      values.append(await client.notification("$/progress")["value"] ?? .null)
    } while values.last?["kind"] != "end"
    #expect(values.first?["kind"] == "begin")
    #expect(values.first?["title"] == "Reading the project")
    let percentages = values.compactMap { $0["percentage"]?.integerValue }
    #expect(percentages == percentages.sorted())
    #expect(percentages.last == 100)
    #expect(client.requests.map(\.method) == ["window/workDoneProgress/create"])
  }

  @Test(arguments: [(250, false), (20, true)])
  func progressIsNotShownOtherwise(_ files: Int, _ isSupported: Bool) async throws {
    let client = try await Self.reading(
      files: files, capabilities: ["window": ["workDoneProgress": .bool(isSupported)]])
    // The background takes its work in order, and this comes last.
    _ = try await client.ask("textDocument/foldingRange", "/p/a.lua", 0, 0)
    #expect(client.requests.isEmpty)
    #expect(client.notificationCount("$/progress") == 0)
  }

  private static func reading(files: Int, capabilities: JSON) async throws -> TestClient {
    let texts = (0..<files).map { ("/p/f\($0).lua", "return \($0)\n") }
    let client = try await TestClient.started(
      TestDisk(Dictionary(uniqueKeysWithValues: texts)), capabilities: capabilities,
      answers: ["window/workDoneProgress/create": nil])
    client.open("/p/a.lua", "return 1\n")
    return client
  }
}
