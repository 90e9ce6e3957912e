import CofreAnalysis
import CofreJSON
import Glibc
import LanguageServerProtocol
import Synchronization
import TestSupport
import Testing

@testable import CofreLanguageServer

/// Whole sessions with an editor that does anything at any time.
///
/// `COFRE_FUZZ_ROUNDS` says how many; each has a seed of its own, which a failure names.
struct SessionFuzzTests {
  private static let rounds = getenv("COFRE_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 12

  @Test(.timeLimit(.minutes(20)), arguments: 0..<4)
  func everyRequestIsAnsweredAndNoTextIsLost(part: Int) async throws {
    for round in 0..<Self.rounds where round % 4 == part {
      try await RandomSession(seed: UInt64(round)).run()
    }
  }
}

/// One session, and what the texts of its documents must be.
private final class RandomSession {
  private static let paths = ["/p/main.lua", "/p/lib/keys.lua", "/p/Cofre.yaml", "/p/Cofre.dev.yaml"]
  private static let pieces = [
    "a", "é漢🔑", "\n", "\r\n", "\"", "'", "[[", "]]", "--[[", "--- @type ", "{", "}", "(", ")", "=", ".", ":", ",", " ",
    "local ", "function ", "end\n", "if x then\n", "return ", "require \"cofre.aws\"",
    "aws.secretsmanager.Secret(\"s\", {",
    "description = ", "config:require_secret \"key\"", "---@class A\n---@field b string\n", "goto x ::x::", "1e9", "\0",
    "---@param a", " string? ", "---@return ", "---@generic T : ", "---@cast a -?", "---@alias K 'a'|'b'\n",
    "---@enum E\n",
    "---@overload fun(a: A<", "fun(a?: integer, ...: any): string, ", "table<string, A[]>", "---@see A.b\n",
    "---@type {\n",
    "---@diagnostic disable-next-line: ", "unused-local", "---@meta\n", "---@operator add(A): ", "`T`", "|", "@",
    "goto ", "::continue::\n", "local x <const> = 1\n", "local y <close>", " <", "repeat ", "until ", "return { { { {",
    "{ 1, { 2, [3] = { } } }, ", "} } }", "replicas = { { region = \"", "cofre.export(\"e\", ", "A.b:c(",
    "string.rep(\"a\", ", "aws.Provider(\"p\", { region = \"eu-", "\\z \n", "\\u{", "[==[", "]==]", "<<", "//", "~",
    "name: p\n", "config:\n  p:key: v\n", "keys.make(", "depends_on = { ", "protect = true })", "for i = 1, 3 do ",
  ]

  /// What other Lua servers' settings say, with the comments that they allow, whole and broken.
  private static let luaSettings = [
    "// types\n{ \"workspace.library\": [\"/lib\"], /* all */ \"diagnostics.globals\": [\"vim\",], }", "{ // only this",
    "{ \"diagnostics\": { \"disable\": [\"unused-local\"] }, \"runtime\": 5 }", "[]", "\u{0}", "{ /*",
  ]

  private let seed: UInt64
  private var random: SeededGenerator
  private var texts: [String: [Unicode.Scalar]] = [:]
  private var version: Int64 = 1
  private var asked: [RequestID] = []

  init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed &* 7919 &+ 17)
  }

  func run() async throws {
    let disk = TestDisk([
      "/p/main.lua": "local keys = require \"lib.keys\"\nreturn keys\n", "/p/lib/keys.lua": "local M = {}\nreturn M\n",
      "/p/.luarc.json": Self.luaSettings[0],
      "/lib/types.lua":
        "---@meta\n\n---@class A\n---@field b string # what it is\n---@class B<T>: A\n---@field c fun(self, t: T): T\nA = {}\n",
    ])
    let client = try await TestClient.started(disk, capabilities: Self.capabilities)
    for _ in 0..<120 { await step(client) }
    for id in asked { _ = await client.response(to: id) }
    let documents = client.server.state.withLock { $0.documents }
    #expect(documents.count == texts.count, "seed \(seed)")
    for (path, scalars) in texts {
      let bytes = documents[DocumentKey(path: path)]?.text.bytes
      #expect(bytes == Array(Self.string(scalars).utf8), "seed \(seed): \(path)")
    }
    client.open("/p/last.lua", "nowhere()")
    let report = try await client.ask("textDocument/diagnostic", "/p/last.lua", 0, 0)
    #expect(report["items"]?.arrayValue?.count == 1, "seed \(seed)")
  }

  private func step(_ client: TestClient) async {
    let path = Self.paths.randomElement(using: &random)!
    switch Int.random(in: 0..<22, using: &random) {
    case 0, 1: open(path, client)
    case 2 where texts[path] != nil:
      texts[path] = nil
      client.notify("textDocument/didClose", ["textDocument": Self.identifier(path)])
    case 3:
      client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": Self.uri(path), "type": 2]]])
    case 4: client.notify("workspace/didChangeConfiguration", ["settings": ["cofre": ["log": true, "plan": false]]])
    case 5: if let id = asked.randomElement(using: &random) { client.notify("$/cancelRequest", ["id": Self.json(id)]) }
    case 6: client.notify("$/unknown", .null)
    case 7..<13: edit(path, client)
    case 13:
      client.disk.write("/p/.luarc.json", Self.luaSettings.randomElement(using: &random)!)
      client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": Self.uri("/p/.luarc.json"), "type": 2]]])
    case 14: await askAndResolve(path, client)
    case 15: executeCommand(path, client)
    default: ask(path, client)
    }
  }

  private func open(_ path: String, _ client: TestClient) {
    let text = (0..<Int.random(in: 0..<25, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }
    let scalars = Array(text.joined().unicodeScalars)
    texts[path] = scalars
    version += 1
    client.open(path, Self.string(scalars), version: version, language: path.hasSuffix(".lua") ? "lua" : "yaml")
  }

  private func edit(_ path: String, _ client: TestClient) {
    guard var scalars = texts[path] else { return open(path, client) }
    version += 1
    var changes: [JSON] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let piece = Array(Self.pieces.randomElement(using: &random)!.unicodeScalars)
      if Int.random(in: 0..<10, using: &random) == 0 {
        scalars = piece
        changes.append(["text": .string(Self.string(piece))])
        continue
      }
      let places = Self.places(in: scalars)
      let one = places.randomElement(using: &random)!
      // Most edits are small, as people's are.
      let nearby = places.filter { abs($0 - one) < 6 }
      let ends = [one, nearby.randomElement(using: &random)!].sorted()
      changes.append([
        "range": ["start": Self.position(ends[0], in: scalars), "end": Self.position(ends[1], in: scalars)],
        "text": .string(Self.string(piece)),
      ])
      scalars.replaceSubrange(ends[0]..<ends[1], with: piece)
    }
    texts[path] = scalars
    client.change(path, version: version, changes)
  }

  private func ask(_ path: String, _ client: TestClient) {
    let method = Handlers.requests.map(\.name).randomElement(using: &random)!
    let scalars = texts[path] ?? []
    func place() -> JSON {
      if Int.random(in: 0..<8, using: &random) == 0 { return ["line": .integer(1 << 40), "character": 7] }
      return Self.position(Self.places(in: scalars).randomElement(using: &random)!, in: scalars)
    }
    let item: JSON = [
      "name": "a", "kind": 12, "uri": Self.uri(path), "range": ["start": place(), "end": place()],
      "selectionRange": ["start": place(), "end": place()],
    ]
    asked.append(
      client.begin(
        method,
        [
          "textDocument": Self.identifier(path), "position": place(), "positions": [place(), place()],
          "range": ["start": place(), "end": place()], "newName": "renamed",
          "color": ["red": 2, "green": -1, "blue": 0.5, "alpha": 1], "query": "a", "item": item,
          "context": [
            "diagnostics": [], "includeDeclaration": true, "triggerKind": 1, "frameId": 1,
            "stoppedLocation": ["start": place(), "end": place()],
          ],
          "options": ["tabSize": 2, "insertSpaces": true], "ch": "\n", "previousResultId": "1",
          "previousResultIds": [], "label": "aws", "files": [["oldUri": Self.uri(path), "newUri": "file:///p/b.lua"]],
          "command": "cofre.none", "arguments": [], "title": "x",
        ]))
  }

  /// Asks for things that are given in two steps, edits in between, and asks for the rest of some of them.
  private func askAndResolve(_ path: String, _ client: TestClient) async {
    let method = Self.resolved.keys.sorted().randomElement(using: &random)!
    let places = Self.places(in: texts[path] ?? [])
    let (one, other) = (places.randomElement(using: &random)!, places.randomElement(using: &random)!)
    let positions = [min(one, other), max(one, other)].map { Self.position($0, in: texts[path] ?? []) }
    let answer = try? await client.ask(
      method,
      [
        "textDocument": Self.identifier(path), "position": positions[1],
        "range": ["start": positions[0], "end": positions[1]], "context": ["diagnostics": [], "triggerKind": 1],
      ])
    let items = answer?.arrayValue ?? answer?["items"]?.arrayValue ?? []
    if Bool.random(using: &random) { edit(path, client) }
    for _ in 0..<min(3, items.count) {
      asked.append(client.begin(Self.resolved[method]!, items.randomElement(using: &random)!))
    }
  }

  private func executeCommand(_ path: String, _ client: TestClient) {
    let command = (ServerCommand.allCases.map(\.rawValue) + ["cofre.none"]).randomElement(using: &random)!
    let arguments: [[JSON]] = [[], [Self.uri(path)], [5], ["hard-coded-secret"], ["no-code"], [.null, ["a": []]]]
    asked.append(
      client.begin(
        "workspace/executeCommand",
        ["command": .string(command), "arguments": .array(arguments.randomElement(using: &random)!)]))
  }

  private static let resolved = [
    "textDocument/codeAction": "codeAction/resolve", "textDocument/codeLens": "codeLens/resolve",
    "textDocument/completion": "completionItem/resolve", "textDocument/documentLink": "documentLink/resolve",
    "textDocument/inlayHint": "inlayHint/resolve",
  ]

  // MARK: - Texts

  private static func uri(_ path: String) -> JSON { .string("file://\(path)") }

  private static func identifier(_ path: String) -> JSON { ["uri": uri(path), "version": 1] }

  private static func json(_ id: RequestID) -> JSON {
    switch id {
    case .integer(let number): .integer(Int64(number))
    case .string(let text): .string(text)
    }
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The indices that a position can mean: not between the two parts of a line's end.
  private static func places(in scalars: [Unicode.Scalar]) -> [Int] {
    (0...scalars.count).filter { $0 == 0 || $0 == scalars.count || !(scalars[$0 - 1] == "\r" && scalars[$0] == "\n") }
  }

  private static func position(_ index: Int, in scalars: [Unicode.Scalar]) -> JSON {
    var (line, character) = (0, 0)
    for (at, scalar) in scalars[..<index].enumerated() {
      if scalar == "\n" || scalar == "\r" {
        if scalar == "\n", at > 0, scalars[at - 1] == "\r" { continue }
        (line, character) = (line + 1, 0)
      } else {
        character += UTF16.width(scalar)
      }
    }
    return ["line": .integer(Int64(line)), "character": .integer(Int64(character))]
  }

  private static let capabilities: JSON = [
    "textDocument": [
      "completion": ["completionItem": ["snippetSupport": true]], "rename": ["prepareSupport": true],
      "diagnostic": [:], "inlayHint": ["resolveSupport": ["properties": ["label.location", "tooltip"]]],
      "codeAction": [
        "codeActionLiteralSupport": ["codeActionKind": ["valueSet": []]], "dataSupport": true,
        "resolveSupport": ["properties": ["edit"]],
      ],
    ],
    "workspace": [
      "workspaceEdit": ["documentChanges": true], "inlayHint": ["refreshSupport": true],
      "codeLens": ["refreshSupport": true], "configuration": true,
    ],
    "window": ["workDoneProgress": true],
  ]
}
