import CofreJSON
import LanguageServerProtocol
import TestSupport
import Testing

@testable import CofreLanguageServer

struct FuzzTests {
  @Test func anyBytesAreSurvived() async throws {
    var random = SeededGenerator(seed: 11)
    let client = try await TestClient.started(options: ["log": true])
    client.open("/p/a.lua", "local a = 1")
    let heads = [
      "Content-Length: ", "Content-Length: 5\r\n\r\n", "\r\n\r\n", "{\"jsonrpc\"",
      "Content-Length: 99999999999999999999\r\n\r\n",
    ]
    for _ in 0..<2_000 {
      var bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if Bool.random(using: &random) { bytes = Array(heads.randomElement(using: &random)!.utf8) + bytes }
      client.receive(bytes)
    }
    try await check(client)
  }

  @Test func anyMessagesAreSurvived() async throws {
    var random = SeededGenerator(seed: 13)
    let client = try await TestClient.started()
    client.open("/p/a.lua", Self.script)
    let methods =
      Handlers.requests.map(\.name) + Handlers.notifications.map(\.name)
      + ["initialize", "$/unknown", "", "textDocument/unknown"]
    for number in 0..<1_500 {
      var message = JSONObject([("jsonrpc", "2.0"), ("method", .string(methods.randomElement(using: &random)!))])
      if Int.random(in: 0..<4, using: &random) > 0 { message["id"] = .string("fuzz-\(number)") }
      message["params"] = Self.params(&random)
      client.send(.object(message))
    }
    try await check(client)
  }

  @Test func hugeAndDeepMessagesAreSurvived() async throws {
    let client = try await TestClient.started()
    client.open("/p/huge.lua", String(repeating: "local x = { 1, 2, 3 } -- 漢字\n", count: 3_000))
    client.receive(FrameEncoder.encode(Array(repeating: UInt8(ascii: "["), count: 2_000_000)))
    client.open("/p/deep.lua", String(repeating: "f(", count: 10_000))
    client.open("/p/nested.lua", String(repeating: "do ", count: 5_000))
    for path in ["/p/huge.lua", "/p/deep.lua", "/p/nested.lua"] {
      for method in ["hover", "completion", "foldingRange", "documentSymbol", "semanticTokens/full"] {
        let response = await client.response(
          to: client.begin("textDocument/\(method)", TestClient.place(path, 0, 90_000)))
        #expect(response.error == nil, "\(method) \(path)")
      }
    }
    try await check(client)
  }

  /// That the server still answers, and has not lost a document.
  private func check(_ client: TestClient) async throws {
    client.receive(Array("\r\n\r\n".utf8))
    // What stood in the stream before may have swallowed the head of a message or two.
    for _ in 0..<3 { client.notify("$/setTrace", ["value": "off"]) }
    client.open("/p/last.lua", "nowhere()")
    let report = try await client.ask("textDocument/diagnostic", "/p/last.lua", 0, 0)
    #expect(report["items"]?.arrayValue?.count == 1)
  }

  private static let script =
    "local aws = require 'cofre.aws'\nlocal key = aws.kms.Key('k', {\n  desc\n})\nreturn key.arn\n"

  private static func params(_ random: inout SeededGenerator) -> JSON {
    func number() -> JSON {
      [.integer(0), .integer(1), .integer(2), .integer(-1), .integer(.max), .integer(.min), .number(1.5), .null, "x"]
        .randomElement(using: &random)!
    }
    func position() -> JSON { ["line": number(), "character": number()] }
    func range() -> JSON { ["start": position(), "end": position()] }
    let uri: JSON = ["file:///p/a.lua", "file:///p/a.lua", "file:///none", "", .null, 3].randomElement(using: &random)!
    var params = JSONObject([
      ("textDocument", ["uri": uri, "version": number(), "languageId": "lua", "text": "do end"])
    ])
    params["position"] = position()
    params["positions"] = [position(), position()]
    params["range"] = range()
    params["context"] = ["diagnostics": [], "includeDeclaration": true]
    params["contentChanges"] = [["range": range(), "text": "= {"], ["text": .string(script)]]
    params["newName"] = ["", "a b", "end", "ok"].randomElement(using: &random)!
    params["previousResultId"] = "1"
    params["label"] = "x"
    params["settings"] = .null
    params["changes"] = [["uri": uri, "type": 2]]
    params["event"] = ["added": [], "removed": []]
    params["value"] = "off"
    params["id"] = .string("fuzz-\(Int.random(in: 0..<1_500, using: &random))")
    // Some are cut short, or no object at all.
    if Int.random(in: 0..<5, using: &random) == 0 { params["textDocument"] = nil }
    return Int.random(in: 0..<9, using: &random) == 0 ? number() : .object(params)
  }
}
