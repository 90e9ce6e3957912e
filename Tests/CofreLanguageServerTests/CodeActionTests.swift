import CofreJSON
import CofreLanguageServer
import CofreModel
import LanguageServerProtocol
import Synchronization
import Testing

/// A keeper that has the settings in memory, and a key when it is said to.
private final class TestKeeper: SettingsKeeper {
  static let path = "/p/Cofre.dev.yaml"
  let text = "config:\n  a: 1\n"
  let reason: String?
  private let given = Mutex<[String]>([])

  let failure: DiagnosticError?

  init(reason: String? = nil, failure: DiagnosticError? = nil) {
    self.reason = reason
    self.failure = failure
  }

  /// The secrets that were to be stored.
  var secrets: [String] { given.withLock { $0 } }

  func hasProject(around folder: String) async -> Bool { folder.hasPrefix("/p") }
  func obstacle(toSecretsAround folder: String, stack: String?, open: OpenFiles) async -> String? { reason }

  func encrypting(_ key: String, of stack: String, around folder: String, open: OpenFiles) async throws
    -> SettingsChange
  {
    let path = "\(folder)/Cofre.\(stack).yaml"
    return SettingsChange(path: path, old: open[path], new: Array("config:\n  \(key): { secure: sealed }\n".utf8))
  }

  func storing(_ secret: Sensitive, as key: String, around folder: String, open: OpenFiles) async throws
    -> SettingsChange
  {
    if let failure { throw failure }
    given.withLock { $0.append(secret.revealString(for: .sealing) ?? "") }
    let old = open[Self.path] ?? Array(text.utf8)
    return SettingsChange(path: Self.path, old: old, new: old + Array("  \(key): { secure: sealed }\n".utf8))
  }

  func allowing(_ code: String, around folder: String, open: OpenFiles) async throws -> SettingsChange {
    SettingsChange(path: "/p/Cofre.yaml", old: nil, new: Array("allow: [\(code)]\n".utf8))
  }
}

struct CodeActionTests {
  private static let canary = "canary-hunter2"
  private static let head = "local aws = require \"cofre.aws\"\n"
  private static let secret =
    head + "aws.secretsmanager.SecretVersion(\"dbPassword\", { secret_id = \"a\", secret_string = \"\(canary)\" })\n"

  /// A client that can do all that actions ask for.
  private static let able: JSON = [
    "workspace": ["workspaceEdit": ["documentChanges": true, "resourceOperations": ["create", "rename"]]],
    "textDocument": [
      "codeAction": [
        "dataSupport": true, "disabledSupport": true, "isPreferredSupport": true,
        "resolveSupport": ["properties": ["edit"]],
      ]
    ],
  ]

  private func actions(
    _ client: TestClient, _ line: Int, _ from: Int, _ to: Int, only: [String]? = nil, trigger: Int64? = nil,
    in path: String = "/p/a.lua"
  ) async throws -> [JSON] {
    var context: JSONObject = ["diagnostics": []]
    if let only { context["only"] = .array(only.map { .string($0) }) }
    if let trigger { context["triggerKind"] = .integer(trigger) }
    let place = { (character: Int) in
      JSON.object(["line": .integer(Int64(line)), "character": .integer(Int64(character))])
    }
    let answer = try await client.ask(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string("file://\(path)")], "range": ["start": place(from), "end": place(to)],
        "context": .object(context),
      ])
    return answer.arrayValue ?? []
  }

  private func action(_ title: String, in actions: [JSON]) throws -> JSON {
    try #require(actions.first { $0["title"]?.stringValue?.hasPrefix(title) == true })
  }

  @Test func aSecretMovesIntoTheSettings() async throws {
    let keeper = TestKeeper()
    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: keeper)
    client.open("/p/a.lua", Self.secret, version: 7)
    let offered = try action("Move the secret", in: await actions(client, 1, 90, 90))
    #expect(offered["edit"] == nil)
    #expect(offered["isPreferred"] == true)
    #expect(offered["command"]?["command"] == "cofre.settingsChanged")
    #expect(offered["command"]?["arguments"] == ["file:///p/a.lua"])
    #expect(!offered.text().contains(Self.canary))
    #expect(keeper.secrets.isEmpty)
    let taken = try await client.ask("codeAction/resolve", offered)
    #expect(keeper.secrets == [Self.canary])
    #expect(!taken.text().contains(Self.canary))
    let changes = try #require(taken["edit"]?["documentChanges"]?.arrayValue)
    #expect(changes.map { $0["textDocument"]?["uri"] } == ["file:///p/a.lua", "file:///p/Cofre.dev.yaml"])
    #expect(changes.first?["textDocument"]?["version"] == 7)
    #expect(changes.last?["edits"]?[0]?["newText"] == "  db_password: { secure: sealed }\n")
    #expect(changes.last?["edits"]?[0]?["range"]?["start"] == ["line": 2, "character": 0])
    let texts = changes.first?["edits"]?.arrayValue?.compactMap { $0["newText"]?.stringValue } ?? []
    #expect(texts.contains("config:require_secret \"db_password\""))
  }

  @Test func aSecretInTheSettingsIsEncryptedInPlace() async throws {
    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: TestKeeper())
    client.open("/p/Cofre.test.yaml", "config:\n  password: \(Self.canary)\n", version: 4, language: "yaml")
    let all = try await actions(client, 1, 14, 14, in: "/p/Cofre.test.yaml")
    let offered = try action("Encrypt the value of 'password'", in: all)
    #expect(offered["isPreferred"] == true)
    #expect(offered["edit"] == nil)
    #expect(offered["command"] == nil)
    #expect(!JSON.array(all).text().contains(Self.canary))
    let taken = try await client.ask("codeAction/resolve", offered)
    let changes = try #require(taken["edit"]?["documentChanges"]?.arrayValue)
    #expect(changes.map { $0["textDocument"]?["uri"] } == ["file:///p/Cofre.test.yaml"])
    #expect(changes.first?["textDocument"]?["version"] == 4)
    #expect(changes.first?["edits"]?.arrayValue?.map { $0["newText"] } == ["  password: { secure: sealed }\n"])

    let silenced = try await client.ask(
      "codeAction/resolve", action("Silence 'hard-coded-secret' in this project", in: all))
    #expect(silenced["edit"]?["documentChanges"]?[1]?["textDocument"]?["uri"] == "file:///p/Cofre.yaml")

    client.open("/p/Cofre.dev.yaml", "config:\n  db: { password: \(Self.canary) }\n", language: "yaml")
    let part = try action("Encrypt", in: await actions(client, 1, 20, 20, in: "/p/Cofre.dev.yaml"))
    #expect(part["disabled"]?["reason"]?.stringValue?.hasPrefix("It is a part of 'db'") == true)
  }

  @Test func theSettingsThatAreOpenCount() async throws {
    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: TestKeeper())
    client.open("/p/a.lua", Self.secret)
    client.open("/p/Cofre.dev.yaml", "config:\n  a: 1\n  b: 2\n", version: 3, language: "yaml")
    let offered = try action("Move the secret", in: await actions(client, 1, 90, 90))
    let taken = try await client.ask("codeAction/resolve", offered)
    let change = taken["edit"]?["documentChanges"]?[1]
    #expect(change?["textDocument"]?["version"] == 3)
    #expect(change?["edits"]?[0]?["range"]?["start"] == ["line": 3, "character": 0])
  }

  @Test func aKeyThatCannotBeHadDisables() async throws {
    let reason = "In a terminal: cofre config set --secret NAME."
    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: TestKeeper(reason: reason))
    client.open("/p/a.lua", Self.secret)
    let offered = try action("Move the secret", in: await actions(client, 1, 90, 90))
    #expect(offered["disabled"]?["reason"]?.stringValue == reason)
    #expect(offered["data"] == nil)

    let simple = try await TestClient.started(settingsKeeper: TestKeeper(reason: reason))
    simple.open("/p/a.lua", Self.secret)
    #expect(try await !actions(simple, 1, 90, 90).contains { $0["disabled"] != nil || $0.text().contains("Move the") })
  }

  @Test func aSimpleClientGetsTheEditsAtOnce() async throws {
    let keeper = TestKeeper()
    let client = try await TestClient.started(settingsKeeper: keeper)
    client.open("/p/a.lua", Self.secret)
    #expect(try await !actions(client, 1, 90, 90, trigger: 2).contains { $0.text().contains("Move the secret") })
    #expect(keeper.secrets.isEmpty)
    let offered = try action("Move the secret", in: await actions(client, 1, 90, 90, trigger: 1))
    #expect(
      offered["edit"]?["changes"]?.objectValue.map { Set($0.keys) }
        == ["file:///p/a.lua", "file:///p/Cofre.dev.yaml"])
    #expect(!offered.text().contains(Self.canary))
  }

  @Test func oneActionThatFailsLeavesTheOthers() async throws {
    let failure = DiagnosticError(Diagnostic(code: "x", "X", detail: "The key is gone.", hint: "Find it."))
    let keeper = TestKeeper(failure: failure)
    let simple = try await TestClient.started(
      capabilities: ["textDocument": ["codeAction": ["disabledSupport": true]]], settingsKeeper: keeper)
    simple.open("/p/a.lua", Self.secret)
    let offered = try await actions(simple, 1, 90, 90)
    #expect(try action("Move the secret", in: offered)["disabled"]?["reason"] == "The key is gone.\nFind it.")
    #expect(try action("Use single quotes", in: offered)["edit"] != nil)

    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: keeper)
    client.open("/p/a.lua", Self.secret)
    let lazy = try action("Move the secret", in: await actions(client, 1, 90, 90))
    let answer = await client.response(to: client.begin("codeAction/resolve", lazy))
    #expect(answer.error?.message == "The key is gone.\nFind it.")
  }

  @Test func whereThereIsNoProjectNothingGoesIntoOne() async throws {
    for keeper in [nil, TestKeeper()] as [TestKeeper?] {
      let client = try await TestClient.started(capabilities: Self.able, folders: ["/q"], settingsKeeper: keeper)
      client.open("/p/a.lua", Self.secret)
      let titles = try await actions(client, 1, 90, 90).compactMap { $0["title"]?.stringValue }
      #expect(titles.contains { $0.contains("Cofre.yaml") } == (keeper != nil))
      #expect(titles.contains { $0.hasPrefix("Move the secret") } == (keeper != nil))
    }
  }

  @Test func aNewModuleIsAFileToBeMade() async throws {
    let client = try await TestClient.started(capabilities: Self.able)
    client.open("/p/a.lua", "local t = { name = { 1, 2 } }\n")
    let offered = try action("Extract to a module", in: await actions(client, 0, 19, 27))
    let taken = try await client.ask("codeAction/resolve", offered)
    let changes = try #require(taken["edit"]?["documentChanges"]?.arrayValue)
    #expect(changes.first?["kind"] == "create")
    #expect(changes.first?["uri"] == "file:///p/name.lua")
    #expect(changes.last?["textDocument"]?["uri"] == "file:///p/name.lua")
    #expect(changes.last?["edits"]?[0]?["newText"] == "return { 1, 2 }\n")

    let simple = try await TestClient.started(capabilities: ["workspace": ["workspaceEdit": ["documentChanges": true]]])
    simple.open("/p/a.lua", "local t = { name = { 1, 2 } }\n")
    #expect(try await !actions(simple, 0, 19, 27).contains { $0.text().contains("module") })
  }

  @Test func aSettingsFileThatIsNotThereIsMade() async throws {
    let client = try await TestClient.started(capabilities: Self.able, settingsKeeper: TestKeeper())
    client.open("/p/a.lua", "print(nowhere)\n")
    let offered = try action("Silence 'undefined-global' in this project", in: await actions(client, 0, 8, 8))
    let taken = try await client.ask("codeAction/resolve", offered)
    #expect(taken["edit"]?["documentChanges"]?[0]?["uri"] == "file:///p/Cofre.yaml")
    #expect(taken["edit"]?["documentChanges"]?[1]?["edits"]?[0]?["newText"] == "allow: [undefined-global]\n")
  }

  @Test(
    arguments: [
      (["refactor"], ["refactor.extract", "refactor.rewrite"]), (["refactor.inline"], []), (["quickfix"], ["quickfix"]),
      (["source.fixAll", "refactor.extract"], ["refactor.extract", "source.fixAll"]), (["source.nothing"], []),
      ([""], ["quickfix", "refactor.extract", "refactor.rewrite", "source.fixAll"]),
      (nil, ["quickfix", "refactor.extract", "refactor.rewrite", "source.fixAll"]),
    ] as [([String]?, [String])])
  func onlyWhatIsAskedForIsOffered(_ only: [String]?, _ kinds: [String]) async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "local unused = { \"a\" }\n")
    let found = try await actions(client, 0, 6, 22, only: only) + actions(client, 0, 15, 22, only: only)
    #expect(Set(found.compactMap { $0["kind"]?.stringValue }).sorted() == kinds)
  }

  @Test func whoOnlyMovesAboutIsOfferedNothingForTheWholeFile() async throws {
    let client = try await TestClient.started()
    client.open("/p/a.lua", "local unused = 1\n")
    #expect(try await !actions(client, 0, 8, 8, trigger: 2).contains { $0["kind"] == "source.fixAll" })
    #expect(try await actions(client, 0, 8, 8, only: ["source"], trigger: 2).map { $0["kind"] } == ["source.fixAll"])
  }

  @Test func anActionOfAnOlderVersionIsNotTaken() async throws {
    let client = try await TestClient.started(capabilities: Self.able)
    client.open("/p/a.lua", "print(\"a\")\n", version: 1)
    let offered = try action("Use single quotes", in: await actions(client, 0, 7, 7))
    let taken = try await client.ask("codeAction/resolve", offered)
    #expect(taken["edit"]?["documentChanges"]?[0]?["edits"]?[0]?["newText"] == "'a'")
    client.change("/p/a.lua", version: 2, [["text": "print('b')\n"]])
    let late = await client.response(to: client.begin("codeAction/resolve", offered))
    #expect(late.error?.code == .contentModified)
    let unknown: JSON = ["title": "x", "data": ["uri": "file:///p/a.lua"]]
    #expect(try await client.ask("codeAction/resolve", unknown)["title"] == "x")
  }
}
