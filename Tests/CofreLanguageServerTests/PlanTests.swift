import CofreAnalysis
import CofreJSON
import CofreLanguageServer
import CofreModel
import LanguageServerProtocol
import Testing

struct PlanTests {
  private static let script = """
    local aws = require "cofre.aws"
    local db = aws.secretsmanager.Secret("db", {
      name = "db-password",
    })

    """
  private static let refreshing: JSON = [
    "workspace": [
      "inlayHint": ["refreshSupport": true], "codeLens": ["refreshSupport": true],
      "diagnostics": ["refreshSupport": true],
    ]
  ]
  private static let replaced = TestPlans.secret(.replace, "db", line: 2) { resource in
    resource.changes = [.init(PropertyPath("name"), replaces: true)]
    resource.tombstone = "Its name stays taken."
    resource.id = "arn:db"
    resource.outputs = ["arn": "\"arn:db\""]
  }

  /// A client that has opened the script and got a plan for it.
  private func planned(
    _ answer: PlanAnswer, capabilities: JSON = refreshing, text: String = script, options: JSON = .null
  ) async throws -> (TestClient, TestPlans) {
    let plans = TestPlans()
    let client = try await TestClient.started(plans: plans, capabilities: capabilities, options: options)
    client.open("/p/stack.lua", text)
    await plans.clock.pauses(1)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(answer)
    await client.request("workspace/diagnostic/refresh")
    return (client, plans)
  }

  private func hints(_ client: TestClient, lines: Int64 = 100) async throws -> [String] {
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": .integer(lines), "character": 0]]
    let hints = try await client.ask(
      "textDocument/inlayHint", ["textDocument": ["uri": "file:///p/stack.lua"], "range": range])
    return (hints.arrayValue ?? []).compactMap { hint in
      guard let text = hint["label"]?.stringValue, let line = hint["position"]?["line"]?.integerValue,
        "+~±=".contains(text.prefix(1))
      else { return nil }
      return "\(line) \(text)"
    }
  }

  private func lenses(_ client: TestClient) async throws -> [String] {
    let lenses = try await client.ask("textDocument/codeLens", ["textDocument": ["uri": "file:///p/stack.lua"]])
    return (lenses.arrayValue ?? []).map { lens in
      let title = lens["command"]?["title"]?.stringValue ?? ""
      if title.hasPrefix("plan of ") {
        #expect(lens["command"]?["command"] == "cofre.showPlan")
        #expect(lens["command"]?["arguments"] == ["file:///p/stack.lua"])
      } else {
        #expect(lens["command"]?["command"] == "", "a text, and nothing to click on")
      }
      return "\(lens["range"]?["start"]?["line"]?.integerValue ?? -1) \(title)"
    }
  }

  @Test func aPlanIsShownInHintsLensesDiagnosticsAndHovers() async throws {
    let (client, _) = try await planned(
      TestPlans.plan([Self.replaced]) { plan in
        plan.deleted = [.init(.delete, type: "aws.secretsmanager.Secret", name: "old")]
      })
    #expect(try await hints(client) == ["1 ± replace (name)"])
    #expect(
      try await lenses(client) == [
        "0 plan of dev: ±1 -1", "0 - deleted: old (aws.secretsmanager.Secret)", "1 ! Its name stays taken.",
      ])
    while true {
      let found = await client.diagnostics(of: "/p/stack.lua", version: 1)
      guard let diagnostic = found.first(where: { $0["code"] == "replaces-resource" }) else { continue }
      #expect(diagnostic["range"]?["start"] == ["line": 2, "character": 2])
      #expect(diagnostic["severity"] == 2)
      break
    }
    let hover = try await client.ask("textDocument/hover", "/p/stack.lua", 1, 7)
    let text = hover["contents"]?["value"]?.stringValue ?? ""
    #expect(text.contains("In the stack `dev`") && text.contains("arn:db"))
    #expect(client.requests.map(\.method).contains("workspace/inlayHint/refresh"))
  }

  @Test func aPlanIsToldToWhoAsksForIt() async throws {
    let (client, _) = try await planned(
      TestPlans.plan([Self.replaced]) { plan in
        plan.deleted = [.init(.delete, type: "aws.secretsmanager.Secret", name: "old")]
      })
    for arguments in [[], ["file:///p/stack.lua"]] as [[JSON]] {
      let text = try await client.ask(
        "workspace/executeCommand", ["command": "cofre.showPlan", "arguments": .array(arguments)])
      #expect(
        text.stringValue == """
          Stack 'dev': ± 1 replace, - 1 delete.

          - `db` (aws.secretsmanager.Secret): ± replace (name)
          - deleted: old (aws.secretsmanager.Secret)
          """)
      let told = await client.notification("window/showMessage")
      #expect(told["message"] == "Stack 'dev': ± 1 replace, - 1 delete.")
      #expect(told["type"] == 3)
    }
    let other = try await client.ask(
      "workspace/executeCommand", ["command": "cofre.showPlan", "arguments": ["file:///p/other.lua"]])
    #expect(other.stringValue?.hasPrefix("There is no plan") == true)
  }

  @Test func whatIsNotAskedForInARangeIsNotGiven() async throws {
    let (client, _) = try await planned(TestPlans.plan([Self.replaced]))
    #expect(try await hints(client, lines: 1) == [])
  }

  @Test func onlyAPauseStartsARunAndNothingWaitsAfterIt() async throws {
    let plans = TestPlans()
    let client = try await TestClient.started(plans: plans, capabilities: Self.refreshing)
    #expect(plans.clock.sleepers == 0)
    client.open("/p/stack.lua", Self.script)
    for version in 2...5 {
      await plans.clock.pauses(version - 1)
      client.change("/p/stack.lua", version: Int64(version), [["text": .string(Self.script + "-- \(version)\n")]])
    }
    await plans.clock.pauses(5)
    #expect(plans.clock.sleepers == 1, "each key ends the pause that the one before it began")
    plans.clock.advance()
    let request = await plans.request()
    #expect(request.folder == "/p")
    #expect(request.documents == ["/p/stack.lua": Self.script + "-- 5\n"])
    plans.answer(TestPlans.plan([Self.replaced]))
    await client.request("workspace/diagnostic/refresh")
    #expect(plans.clock.sleepers == 0)
    #expect(plans.cancellations == 0)
  }

  @Test func aKeyEndsARunAndTheNextPauseBeginsAnother() async throws {
    let plans = TestPlans()
    let client = try await TestClient.started(plans: plans, capabilities: Self.refreshing)
    client.open("/p/stack.lua", Self.script)
    await plans.clock.pauses(1)
    plans.clock.advance()
    _ = await plans.request()
    client.change("/p/stack.lua", version: 2, [["text": .string(Self.script + "\n")]])
    #expect(plans.cancellations == 1)
    await plans.clock.pauses(2)
    plans.clock.advance()
    #expect(await plans.request().documents["/p/stack.lua"] == Self.script + "\n")
    plans.answer(TestPlans.plan([Self.replaced]))
    await client.request("workspace/diagnostic/refresh")
    #expect(try await hints(client) == ["1 ± replace (name)"])
  }

  @Test func aKeyWhileAPlanIsToldIsFollowedByAPauseToo() async throws {
    let plans = TestPlans()
    let client = try await TestClient.started(plans: plans, capabilities: Self.refreshing)
    client.open("/p/stack.lua", Self.script)
    await plans.clock.pauses(1)
    client.atRequest("workspace/diagnostic/refresh") { client in
      client.change("/p/stack.lua", version: 2, [["text": .string(Self.script + "\n")]])
    }
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(TestPlans.plan([Self.replaced]))
    await client.request("workspace/diagnostic/refresh")
    await plans.clock.pauses(2)
    plans.clock.advance()
    #expect(await plans.request().documents["/p/stack.lua"] == Self.script + "\n")
    plans.answer(.nothingToPlan)
    await client.request("workspace/diagnostic/refresh")
    #expect(plans.cancellations == 0, "no run is begun that the key has ended already")
  }

  @Test func hintsStayWithTheirDeclarationsWhileOneTypes() async throws {
    let (client, _) = try await planned(TestPlans.plan([Self.replaced]))
    client.change("/p/stack.lua", version: 2, [["text": .string("-- one\n-- two\n" + Self.script)]])
    #expect(try await hints(client) == ["3 ± replace (name)"])
    client.change("/p/stack.lua", version: 3, [["text": .string(Self.script.replacing("\"db\"", with: "\"dc\""))]])
    #expect(try await hints(client) == [])
  }

  @Test func theSamePlanIsNoNews() async throws {
    let (client, plans) = try await planned(TestPlans.plan([Self.replaced]))
    let asked = client.requests.count
    client.change("/p/stack.lua", version: 2, [["text": .string(Self.script + "-- more\n")]])
    await plans.clock.pauses(2)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(TestPlans.plan([Self.replaced]))
    // Another plan comes after it, and is news.
    client.open("/p/other.lua", "")
    await plans.clock.pauses(3)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(TestPlans.plan([Self.replaced], files: ["stack.lua", "other.lua"]) { $0.exports = ["a": "1"] })
    await client.request("workspace/diagnostic/refresh")
    #expect(client.requests.count == asked + 3, "one refresh of each kind")
  }

  @Test func aRunThatFailsLeavesWhatIsKnown() async throws {
    let (client, plans) = try await planned(TestPlans.plan([Self.replaced]))
    client.change("/p/stack.lua", version: 2, [["text": .string(Self.script + "while true do end\n")]])
    await plans.clock.pauses(2)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(.failed)
    #expect(try await hints(client) == ["1 ± replace (name)"])
  }

  @Test(arguments: [nil, "/p/stack.lua", "/p/other.lua"])
  func aScriptThatHadToBeEndedIsToldSoAtItsFirstLine(_ main: String?) async throws {
    let (client, plans) = try await planned(TestPlans.plan([Self.replaced]))
    let text = "-- Keys.\n" + Self.script + "while true do end\n"
    client.change("/p/stack.lua", version: 2, [["text": .string(text)]])
    await plans.clock.pauses(2)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(.tooLate(main: main))
    await client.request("workspace/diagnostic/refresh")
    let report = try await client.ask("textDocument/diagnostic", ["textDocument": ["uri": "file:///p/stack.lua"]])
    let found = (report["items"]?.arrayValue ?? []).filter { $0["code"] == "script-time-limit" }
    #expect(found.map { $0["range"]?["start"]?["line"] } == [1])
    #expect(found.first?["severity"] == 3)
    #expect(try await hints(client) == ["2 ± replace (name)"], "what is known stays")
  }

  @Test func withoutAStackNothingIsShownNorAskedAgain() async throws {
    let (client, plans) = try await planned(TestPlans.plan([Self.replaced]))
    client.change("/p/stack.lua", version: 2, [["text": .string(Self.script + "\n")]])
    await plans.clock.pauses(2)
    plans.clock.advance()
    _ = await plans.request()
    plans.answer(.nothingToPlan)
    await client.request("workspace/diagnostic/refresh")
    #expect(try await lenses(client) == [])
    client.change("/p/stack.lua", version: 3, [["text": .string(Self.script)]])
    #expect(plans.clock.sleepers == 0)
    client.notify(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///p/.cofre/stack", "type": 1]]])
    await plans.clock.pauses(3)
    #expect(plans.clock.sleepers == 1)
  }

  @Test func oneSettingTurnsItOff() async throws {
    let plans = TestPlans()
    let off = try await TestClient.started(plans: plans, options: ["plan": false])
    off.open("/p/stack.lua", Self.script)
    _ = try await off.ask("textDocument/hover", "/p/stack.lua", 0, 0)
    #expect(plans.clock.sleepers == 0)

    let (client, _) = try await planned(TestPlans.plan([Self.replaced]))
    client.notify("workspace/didChangeConfiguration", ["settings": ["cofre": ["plan": false]]])
    await client.request("workspace/diagnostic/refresh")
    #expect(try await hints(client) == [])
  }

  @Test(
    arguments: [
      ("hints", ["inlayHint": [:], "codeLens": [:]], true, false),
      ("lenses", ["inlayHint": [:], "codeLens": [:]], false, true),
      (true, ["inlayHint": [:]], true, false), (true, ["codeLens": [:]], false, true),
      ("lenses", ["inlayHint": [:]], true, false), ("sideways", [:], true, true),
    ] as [(JSON, JSON, Bool, Bool)])
  func thePlanStandsWhereItIsWantedAndCanBeShown(
    _ setting: JSON, _ announced: JSON, hasHints: Bool, hasLenses: Bool
  ) async throws {
    let (client, _) = try await planned(
      TestPlans.plan([Self.replaced]),
      capabilities: ["textDocument": announced, "workspace": ["diagnostics": ["refreshSupport": true]]],
      options: ["plan": setting])
    let label = hasHints && hasLenses ? "1 ± replace (name)" : "1 ± replace (name) ! Its name stays taken."
    #expect(try await hints(client).contains(label) == hasHints)
    #expect(try await lenses(client).isEmpty == !hasLenses)
    if !hasHints { #expect(try await lenses(client).contains(label)) }
  }

  @Test func anotherPlaceForThePlanIsAskedForAtOnce() async throws {
    let (client, _) = try await planned(TestPlans.plan([Self.replaced]))
    client.notify("workspace/didChangeConfiguration", ["settings": ["cofre": ["plan": "lenses"]]])
    await client.request("workspace/codeLens/refresh")
    #expect(try await hints(client) == [])
    #expect(try await lenses(client) == ["0 plan of dev: ±1", "1 ± replace (name) ! Its name stays taken."])
  }

  @Test func theEndEndsARun() async throws {
    let plans = TestPlans()
    let client = try await TestClient.started(plans: plans)
    client.open("/p/stack.lua", Self.script)
    await plans.clock.pauses(1)
    plans.clock.advance()
    _ = await plans.request()
    _ = try await client.ask("shutdown")
    #expect(plans.cancellations == 1)
  }
}
