import CofreEngine
import CofreModel
import CofreProvider
import Synchronization
import Testing

@Suite struct ProviderTests {
  private func program(_ region: Input?, _ inputs: [String: Input] = [:]) -> Program {
    Program {
      $0.provider("prov", region.map { ["region": $0, "token": .secret("CANARY")] } ?? [:])
      $0.thing("a", inputs) { $0.provider = urn("prov", "fake.Provider") }
    }
  }

  @Test func theDefaultProviderServesWhatNamesNone() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    #expect(life.object("a")?.properties["region"] == "home")
  }

  @Test func anExplicitProviderServesWhatNamesIt() async {
    var life = Life()
    await life.up(program("north"), ["create prov", "create a"])
    #expect(life.object("a")?.properties["region"] == "north")
    #expect(life.cloud.calls.map(\.region) == ["north"])
    #expect(life.names == ["prov", "a"])
  }

  @Test func destroyFindsTheProviderInState() async {
    var life = Life()
    await life.up(program("north"), ["create prov", "create a"])
    await life.destroy(["delete a", "delete prov"])
    #expect(life.cloud.calls.map(\.region) == ["north", "north"])
  }

  @Test func refreshFindsTheProviderInState() async {
    var life = Life()
    await life.up(program("north"), ["create prov", "create a"])
    await life.refresh([])
    #expect(Set(life.cloud.calls.map(\.region)) == ["north"])
  }

  @Test func aProviderFromStateIsMadeWithoutItsSensitiveProperties() async {
    var life = Life()
    await life.up(program("north"), ["create prov", "create a"])
    let log = Seen()
    life.factory.didMakeProvider = { log.append($0) }
    await life.up(program("north"), [])
    #expect(log.all.last == ["region": "north", "token": .sensitive(Sensitive("CANARY"))])
    await life.destroy(["delete a", "delete prov"])
    #expect(log.all.last == ["region": "north"])
  }

  @Test func aChangedProviderIsUpdatedWithoutACall() async {
    var life = Life()
    func program(_ token: String) -> Program { Program { $0.provider("prov", ["token": .secret(token)]) } }
    await life.up(program("CANARY-1"), ["create prov"])
    let run = await life.up(program("CANARY-2"), ["update prov"])
    #expect(run.calls == [])
    await life.up(program("CANARY-2"), [])
  }

  @Test func whatIsCheckedAgainstAChangedProviderIsReplaced() async {
    var life = Life()
    await life.up(program("north"), ["create prov", "create a"])
    await life.up(program("south"), ["update prov", "replace a", "delete-replaced a"])
    #expect(life.object("a")?.properties["region"] == "south")
  }

  @Test func aProviderMayBeMadeFromOutputs() async {
    var life = Life()
    let program = Program {
      $0.thing("a", ["label": "west"])
      $0.provider("prov", ["region": .output("a", "label")])
      $0.thing("b") { $0.provider = urn("prov", "fake.Provider") }
    }
    await life.up(program, ["create a", "create prov", "create b"])
    #expect(life.object("b")?.properties["region"] == "west")
  }

  @Test func aMissingProviderIsAnError() async {
    var life = Life()
    _ = await life.up(
      Program { $0.thing("a") { $0.provider = urn("prov", "fake.Provider") } }, [], errors: ["never-settled"])
  }

  @Test func anUnknownTypeIsAnError() async {
    var life = Life()
    let run = await life.up(Program { $0.thing("a", type: "fake.Nothing") }, [], errors: ["unknown-resource-type"])
    #expect(run.errors.first?.urn == urn("a", "fake.Nothing"))
    #expect(run.errors.first?.location?.line == 1)
  }

  private final class Seen: Sendable {
    private let contents = Mutex<[[String: Value]]>([])
    var all: [[String: Value]] { contents.withLock { $0 } }
    func append(_ configuration: [String: Value]) { contents.withLock { $0.append(configuration) } }
  }
}
