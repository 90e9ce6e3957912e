import CofreJSON
import LanguageServerProtocol
import Testing

@Suite struct ValueTests {
  @Test func nullAndAbsentAreKeptApartWhereTheyDiffer() throws {
    let base = #""processId":null,"rootUri":null"#
    let cases: [(String, Nullable<[WorkspaceFolder]>?)] = [
      ("{\"capabilities\":{},\(base)}", nil), ("{\"capabilities\":{},\(base),\"workspaceFolders\":null}", .null),
      ("{\"capabilities\":{},\(base),\"workspaceFolders\":[]}", .value([])),
    ]
    for (text, expected) in cases {
      let params = try InitializeParams(json: JSON.parse(text))
      #expect(params.workspaceFolders == expected)
      #expect(params.processId == nil)
      #expect(try params.json == JSON.parse(text))
    }
  }

  @Test func membersThatMayBeLeftOutMayBeNullFromCarelessClients() throws {
    let diagnostic = try LSPDiagnostic(
      json: [
        "range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 1]], "message": "m",
        "severity": nil, "code": nil, "data": nil,
      ])
    #expect(diagnostic.severity == nil)
    #expect(diagnostic.code == nil)
    #expect(diagnostic.data == JSON.null)
  }

  @Test func missingNullableMembersAreReadAsNull() throws {
    #expect(try InitializeParams(json: ["capabilities": [:]]).rootUri == nil)
    #expect(try OptionalVersionedTextDocumentIdentifier(json: ["uri": "a"]).json == ["uri": "a", "version": nil])
  }

  @Test func aMisspeltCapabilityOfTheClientIsLeftOutAlone() throws {
    let capabilities = try ClientCapabilities(
      json: [
        "general": ["positionEncodings": ["utf-8"]], "window": "yes",
        "textDocument": ["hover": ["contentFormat": ["markdown", 7]], "rename": ["prepareSupport": true]],
      ])
    #expect(capabilities.general?.positionEncodings == [.utf8])
    #expect(capabilities.window == nil)
    #expect(capabilities.textDocument?.hover == HoverClientCapabilities())
    #expect(capabilities.textDocument?.rename?.prepareSupport == true)
  }

  @Test func enumerationsTakeValuesOfLaterVersions() throws {
    #expect(try CompletionItemKind(json: 99).rawValue == 99)
    #expect(try FoldingRangeKind(json: "later").json == "later")
    #expect(throws: DecodingFailure.self) { try CompletionItemKind(json: "text") }
  }

  @Test func alternativesAreToldApart() throws {
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 1]]
    #expect(try caseName(CodeActionResult(json: ["title": "t", "command": "c"])) == "command")
    #expect(
      try caseName(CodeActionResult(json: ["title": "t", "command": ["title": "t", "command": "c"]])) == "codeAction")
    #expect(try caseName(DocumentEdit(json: ["range": range, "newText": ""])) == "textEdit")
    #expect(
      try caseName(DocumentEdit(json: ["range": range, "newText": "", "annotationId": "a"])) == "annotatedTextEdit")
    #expect(
      try caseName(DocumentEdit(json: ["range": range, "snippet": ["kind": "snippet", "value": ""]]))
        == "snippetTextEdit")
    #expect(try caseName(DocumentChange(json: ["kind": "create", "uri": "a"])) == "createFile")
    #expect(
      try caseName(DocumentChange(json: ["textDocument": ["uri": "a", "version": nil], "edits": []]))
        == "textDocumentEdit")
    #expect(try caseName(PrepareRenameResult(json: range)) == "lspRange")
    #expect(try caseName(PrepareRenameResult(json: ["range": range, "placeholder": ""])) == "prepareRenamePlaceholder")
    #expect(try caseName(PrepareRenameResult(json: ["defaultBehavior": true])) == "prepareRenameDefaultBehavior")
    #expect(try caseName(FoundLocations(json: ["uri": "a", "range": range])) == "location")
    #expect(try caseName(FoundLocations(json: [["uri": "a", "range": range]])) == "locations")
    #expect(try caseName(HoverProvider(json: true)) == "bool")
    #expect(try caseName(HoverProvider(json: [:])) == "options")
    #expect(try caseName(TextDocumentSync(json: 2)) == "textDocumentSyncKind")
    #expect(try caseName(HoverContents(json: "x")) == "string")
    #expect(throws: DecodingFailure.self) { try DocumentChange(json: ["kind": "create"]) }
    #expect(throws: DecodingFailure.self) { try FoundLocations(json: [nil]) }
  }

  @Test func objectsThatAreOpenKeepWhatTheProtocolDoesNotName() throws {
    let text: JSON = ["capabilities": [:], "more": ["a": 1]]
    let result = try InitializeResult(json: text)
    #expect(result.others == ["more": ["a": 1]])
    #expect(result.json == text)
  }

  @Test func aStructureMayHaveOneOfItsOwnKind() throws {
    let point = Position(line: 1, character: 2)
    let range = LSPRange(start: point, end: point)
    let inner = SelectionRange(range: range, parent: Indirect(SelectionRange(range: range)))
    #expect(try SelectionRange(json: inner.json) == inner)
    #expect(inner.parent?.value.parent == nil)
  }

  @Test func mapsAreWrittenInOrder() {
    let edit = WorkspaceEdit(changes: [DocumentURI("b"): [], DocumentURI("a"): [], DocumentURI("c"): []])
    #expect(String(decoding: edit.jsonBytes, as: UTF8.self) == #"{"changes":{"a":[],"b":[],"c":[]}}"#)
  }

  @Test func textIsEscapedAndNumbersAreShort() {
    let color = Color(red: 1, green: 0.25, blue: 0, alpha: 1)
    #expect(String(decoding: color.jsonBytes, as: UTF8.self) == #"{"red":1,"green":0.25,"blue":0,"alpha":1}"#)
    #expect(String(decoding: "a\"\\\n\u{1}é".jsonBytes, as: UTF8.self) == #""a\"\\\n\u0001é""#)
  }

  private func caseName(_ value: some LSPValue) -> String? { Mirror(reflecting: value).children.first?.label }
}
