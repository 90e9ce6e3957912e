import CofreJSON
import LanguageServerProtocol
import Testing

struct OrderTests {
  @Test func aReadSeesTheEditsBeforeItAndNoneAfter() async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "")
    for version in 2...40 {
      let text = String(repeating: "nowhere()\n", count: version)
      client.change("/p/a.lua", version: Int64(version), [["text": .string(text)]])
      let report = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
      #expect(report["items"]?.arrayValue?.count == version)
    }
  }

  @Test(arguments: [
    ("textDocument/hover", ErrorCode.contentModified), ("textDocument/semanticTokens/full", .contentModified),
    ("textDocument/diagnostic", .serverCancelled),
  ])
  func anEditEndsTheReadsOfWhatItReplaces(method: String, code: ErrorCode) async throws {
    let disk = TestDisk()
    disk.closeGate()
    let client = try await TestClient.started(disk, capabilities: ["textDocument": ["diagnostic": [:]]])
    client.open("/p/a.lua", "local a")
    client.open("/p/b.lua", "local b")
    let old = client.begin(method, TestClient.place("/p/a.lua", 0, 6))
    let other = client.begin(method, TestClient.place("/p/b.lua", 0, 6))
    // The edit is taken although the read waits for the disk, and the read is answered at once.
    client.change("/p/a.lua", version: 2, [["text": "local c"]])
    #expect(await client.response(to: old).error?.code == code)
    disk.openGate()
    #expect(await client.response(to: other).error == nil)
  }

  @Test func aCancelledRequestIsAnsweredAtOnceAndOnlyOnce() async throws {
    let disk = TestDisk()
    disk.closeGate()
    let client = try await TestClient.started(disk)
    client.open("/p/a.lua", "local a")
    let ids = (0..<50).map { _ in client.begin("textDocument/completion", TestClient.place("/p/a.lua", 0, 7)) }
    for case .integer(let id) in ids.dropLast() { client.notify("$/cancelRequest", ["id": .integer(Int64(id))]) }
    for id in ids.dropLast() { #expect(await client.response(to: id).error?.code == .requestCancelled) }
    disk.openGate()
    #expect(await client.response(to: ids[49]).error == nil)
    client.notify("$/cancelRequest", ["id": 7])
    client.notify("$/cancelRequest", ["id": "unknown"])
    #expect(client.unasked.isEmpty)
  }

  @Test func anIdInUseIsRefused() async throws {
    let disk = TestDisk()
    disk.closeGate()
    let client = try await TestClient.started(disk)
    client.open("/p/a.lua", "local a")
    let id = client.begin("textDocument/hover", TestClient.place("/p/a.lua", 0, 6))
    guard case .integer(let number) = id else { return }
    client.send([
      "jsonrpc": "2.0", "id": .integer(Int64(number)), "method": "textDocument/hover",
      "params": TestClient.place("/p/a.lua", 0, 6),
    ])
    #expect(await client.response(to: id).error?.code == .invalidRequest)
    disk.openGate()
    #expect(await client.response(to: id).error == nil)
  }

  @Test func oneFailingRequestHarmsNoOther() async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "nowhere()")
    let unknown = await client.response(to: client.begin("textDocument/unheardOf", [:]))
    #expect(unknown.error?.code == .methodNotFound)
    let misspelt = await client.response(to: client.begin("textDocument/hover", ["textDocument": 5]))
    #expect(misspelt.error?.code == .invalidParams)
    let closed = try await client.ask("textDocument/hover", "/p/not-open.lua", 0, 0)
    #expect(closed.isNull)
    let report = try await client.ask("textDocument/diagnostic", "/p/a.lua", 0, 0)
    #expect(report["items"]?.arrayValue?.count == 1)
  }
}
