import CofreJSON
import CofreLanguageServer
import LanguageServerProtocol
import Testing

/// Documents and parts of them in the one style, whatever the client would like.
struct FormattingTests {
  private static let options: JSON = ["tabSize": 8, "insertSpaces": false]
  private static let path = "/p/a.lua"
  private static let document: JSON = ["uri": "file:///p/a.lua"]

  private func ask(_ method: String, of text: String, _ extra: [(String, JSON)] = []) async throws -> JSON {
    let client = try await TestClient.started()
    client.open(Self.path, text)
    var params = JSONObject([("textDocument", Self.document), ("options", Self.options)])
    for (name, value) in extra { params[name] = value }
    return try await client.ask(method, .object(params))
  }

  private func edit(_ line: Int64, _ start: Int64, _ end: Int64, _ text: String) -> JSON {
    [
      "range": [
        "start": ["line": .integer(line), "character": .integer(start)],
        "end": ["line": .integer(line), "character": .integer(end)],
      ], "newText": .string(text),
    ]
  }

  @Test func aDocumentIsFormattedBySmallEdits() async throws {
    let edits = try await ask("textDocument/formatting", of: "local s = \"😀\"  .. a\nif s then\n\tf()\nend\n")
    #expect(edits == [edit(0, 15, 16, ""), edit(2, 0, 1, "  ")])
  }

  @Test func aDocumentWithErrorsStaysAsItIs() async throws {
    #expect(try await ask("textDocument/formatting", of: "local  = 1") == .null)
  }

  @Test func aPartOfADocumentIsFormatted() async throws {
    let range: JSON = ["start": ["line": 1, "character": 0], "end": ["line": 1, "character": 3]]
    let edits = try await ask(
      "textDocument/rangeFormatting", of: "a  = 1\nb  = 2\nc  = 3\nlocal = 1\n", [("range", range)])
    #expect(edits == [edit(1, 2, 3, "")])
  }

  @Test func aLineIsIndentedWhileItIsWritten() async throws {
    func typed(_ text: String, _ line: Int64, _ character: Int64, _ document: String) async throws -> JSON {
      let position: JSON = ["line": .integer(line), "character": .integer(character)]
      return try await ask(
        "textDocument/onTypeFormatting", of: document, [("position", position), ("ch", .string(text))])
    }
    #expect(try await typed("\n", 1, 0, "if a then\n") == [edit(1, 0, 0, "  ")])
    #expect(try await typed("d", 2, 5, "if a then\n  b()\n  end") == [edit(2, 0, 2, "")])
    #expect(try await typed("d", 1, 7, "if a then\n  b(end") == .null)
  }
}
