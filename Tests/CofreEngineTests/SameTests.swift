import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct SameTests {
  @Test func aSecondUpMakesNoCallAndNoRecord() async {
    var life = Life()
    let program = Program {
      $0.provider("prov", ["region": "north", "token": .secret("CANARY-t")])
      $0.thing("a", ["password": .secret("CANARY"), "tags": ["k": "v"]]) { $0.provider = urn("prov", "fake.Provider") }
      $0.thing("b", ["link": .output("a", "secret_key"), "label": .output("a", "arn")])
      $0.export("key", .output("a", "secret_key"))
      $0.export("arn", .output("b", "arn"))
    }
    await life.up(program, ["create prov", "create a", "create b"])
    let run = await life.up(program, [])
    #expect(run.calls == [])
    #expect(run.records == [])
    #expect(run.outcome.counts == [.same: 3])
    #expect(!run.outcome.hasChanges)
  }

  @Test func recordsChangedOptionsAndDependenciesWithoutACall() async {
    var life = Life()
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b")
      }, ["create a", "create b"])
    let run = await life.up(
      Program {
        $0.thing("b")
        $0.thing("a") {
          $0.protect = true
          $0.dependsOn = [urn("b")]
        }
      }, [])
    #expect(run.calls == [])
    #expect(run.records.count == 1)
    #expect(life.state("a")?.options.protect == true)
    #expect(life.names == ["b", "a"])
  }

  @Test func anotherPlaceInTheScriptIsNoChange() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    let run = await life.up(
      Program {
        $0.thing("new")
        $0.thing("a")
      }, ["create new"])
    #expect(
      !run.records.contains { $0.contains { if case .put(let state) = $0 { state.urn == urn("a") } else { false } } })
  }
}
