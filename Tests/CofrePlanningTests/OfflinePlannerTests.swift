import CofreAnalysis
import CofreJSON
import CofreLua
import CofreModel
import CofrePlanning
import Testing

struct OfflinePlannerTests {
  private typealias Harness = PlanHarness

  @Test func everythingThatBecomesOfResources() async {
    let harness = Harness(recorded: [
      Harness.thing("same", ["region": "home", "label": "x"]),
      Harness.thing("changed", ["region": "home", "label": "x", "tags": ["a": "1"]]),
      Harness.thing("moved", ["region": "home"]),
      Harness.thing("gone", ["region": "home"]),
    ])
    let summary = await harness.summary(
      """
      fake.Thing("same", { region = "home", label = "x" })
      fake.Thing("changed", { region = "home", label = "y", tags = { a = "2", b = "3" } })
      fake.Thing("moved", { region = "away" })
      fake.Thing("new", { region = "home" })
      """)
    #expect(
      summary.sorted() == [
        "create new", "delete gone", "replace moved region!", "same same", "update changed label tags.a tags.b",
      ])
  }

  @Test func placesAndWhatIsRecordedAreTold() async throws {
    let recorded = Harness.thing(
      "a", ["region": "home"], outputs: ["secret_key": Harness.ciphertext, "label": "plain"], protect: true)
    let plan = await Harness(recorded: [recorded, Harness.thing("b", ["region": "home"])]).plan(
      "\n\nfake.Thing('a', { region = 'home' }, { protect = true })")
    let resource = try #require(plan.resources.first)
    #expect(resource.place == SourceLocation(file: "stack.lua", line: 3))
    #expect(resource.id == "id-a")
    #expect(resource.isProtected)
    #expect(resource.outputs == ["arn": "\"arn:a\"", "revision": "1", "label": "\"plain\""])
    #expect(plan.deleted.map(\.tombstone) == ["Its name stays taken for a while. Then it is free."])
    #expect(plan.stack == "dev")
  }

  @Test(arguments: [
    "config:require_secret 'key'", "config:get_secret 'key'", "config:get 'key'", "config:require_secret('key') .. '!'",
    "config:require_secret('key'):apply(function(v) return v:upper() end)", "cofre.secret('written here')",
    "'written here'",
  ])
  func whetherASecretHasChangedIsNotKnown(_ expression: String) async {
    let harness = Harness(
      recorded: [Harness.thing("a", ["region": "home", "password": Harness.digest])],
      config: ["demo:key": .unknown(isSensitive: true)])
    #expect(await harness.summary("fake.Thing('a', { region = 'home', password = \(expression) })") == ["same a"])
    #expect(
      await harness.summary("fake.Thing('a', { region = 'home', label = \(expression) })")
        == ["update a label password"], "what was not there is a change")
  }

  @Test func aSealedOutputIsAsItWasUnlessItsResourceIsNew() async {
    let script = """
      local a = fake.Thing("a", { region = REGION })
      fake.Thing("b", { region = "home", password = a.secret_key, label = a.arn })
      """
    let harness = Harness(recorded: [
      Harness.thing("a", ["region": "home"], outputs: ["secret_key": Harness.ciphertext]),
      Harness.thing(
        "b", ["region": "home", "password": Harness.digest, "label": "arn:a"],
        dependencies: ["password": [Harness.urn("a")], "label": [Harness.urn("a")]]),
    ])
    #expect(await harness.summary(script.replacing("REGION", with: "'home'")) == ["same a", "same b"])
    #expect(
      await harness.summary(script.replacing("REGION", with: "'away'"))
        == ["replace a region!", "update b label password"])
  }

  @Test func secretsOfProvidersAreNoChange() async {
    let provider = ResourceState(
      urn: Harness.urn("p", type: "fake.Provider"), id: "p", inputs: ["region": "home", "token": Harness.digest],
      outputs: [:], options: ResourceOptions(), dependencies: [])
    let harness = Harness(recorded: [provider], config: ["demo:token": .unknown(isSensitive: true)])
    #expect(
      await harness.summary("fake.Provider('p', { region = 'home', token = config:require_secret 'token' })")
        == ["same p"])
    #expect(
      await harness.summary("fake.Provider('p', { region = 'away', token = config:require_secret 'token' })")
        == ["update p region"])
  }

  @Test func whatTheEnvironmentOfATerminalGivesIsAsRecorded() async {
    #expect(await Harness(recorded: [Harness.thing("a", ["region": "home"])]).summary("fake.Thing('a')") == ["same a"])
    #expect(await Harness().summary("fake.Thing('a')") == ["create a"])
  }

  @Test func exportsAreToldWhereTheyAreKnownAndPlain() async {
    let plan = await Harness(
      recorded: [Harness.thing("a", ["region": "home"], outputs: ["secret_key": Harness.ciphertext])],
      config: ["demo:key": .unknown(isSensitive: true)]
    ).plan(
      """
      local a, b = fake.Thing("a", { region = "home" }), fake.Thing("b", { region = "home" })
      cofre.export("known", a.arn .. "/x")
      cofre.export("new", b.arn)
      cofre.export("sealed", a.secret_key)
      cofre.export("configured", config:require_secret "key")
      cofre.export("marked", cofre.secret("canary"))
      cofre.export("long", ("x"):rep(1000))
      """)
    #expect(plan.exports.keys.sorted() == ["known", "long"])
    #expect(plan.exports["known"] == "\"arn:a/x\"")
    #expect(plan.exports["long"]?.count == 121)
    #expect(!PlanCodec.encode(plan).text().contains("canary"))
  }

  @Test(arguments: [
    ("\n\nlocal x = nil; print(x.y)", "script-error", 3),
    ("\nfake.Thing('a', { region = 'home', size = -1 })", "out-of-range", 2),
    ("\nconfig:require 'nothing'", "missing-config", 2),
    ("\nlocal = ", "syntax-error", 2),
    ("\nfake.Thing('p', { region = 'away' })", "protected-resource", 2),
  ])
  func whatIsWrongHasAPlace(_ script: String, code: String, line: Int) async {
    let plan = await Harness(recorded: [Harness.thing("p", ["region": "home"], protect: true)]).plan(script)
    #expect(plan.problems.map(\.code) == [code])
    #expect(plan.problems.first?.place == SourceLocation(file: "stack.lua", line: line))
    #expect(!plan.isComplete)
    #expect(plan.deleted.isEmpty, "what was not reached is not said to be deleted")
  }

  @Test(arguments: [
    ("while true do end", "script-time-limit"),
    ("local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end", "script-memory-limit"),
  ])
  func whatTakesTooMuchIsSaidToBeSo(_ script: String, code: String) async {
    let limits = ScriptLimits(time: .milliseconds(100), memoryBytes: 8 << 20)
    let plan = await Harness().plan(script, limits: limits)
    #expect(plan.problems.map(\.code) == [code])
    #expect(plan.problems.map(\.severity) == [.information])
  }

  @Test func aPlanTravelsUnchanged() async throws {
    let plan = await Harness(recorded: [
      Harness.thing("moved", ["region": "home"]), Harness.thing("gone", ["region": "home"], protect: true),
      Harness.thing("list", ["region": "home", "tags": ["a b": ["x"]]]),
    ]).plan(
      """
      fake.Thing("moved", { region = "away" })
      fake.Thing("list", { region = "home", tags = { a = { "y" } } })
      cofre.export("x", "1")
      """)
    #expect(!plan.problems.isEmpty)
    #expect(PlanCodec.decode(try JSON.parse(Array(PlanCodec.encode(plan).text().utf8))) == plan)
    #expect(PlanCodec.decode(.null) == nil)
    #expect(PlanCodec.decode(["stack": 1]) == nil)
  }
}
