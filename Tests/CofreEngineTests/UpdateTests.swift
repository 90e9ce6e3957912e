import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct UpdateTests {
  @Test func updatesInPlace() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["size": 1]) }, ["create a"])
    let id = life.state("a")?.id
    let run = await life.up(Program { $0.thing("a", ["size": 2]) }, ["update a"])
    #expect(run.calls == ["update a"])
    #expect(life.state("a")?.id == id)
    #expect(life.object("a")?.properties["size"] == 2)
    #expect(life.state("a")?.inputs["size"] == 2)
    #expect(life.state("a")?.outputs["revision"] == 2)
  }

  @Test func updatesWhenASensitiveInputChanges() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["password": .secret("CANARY-1")]) }, ["create a"])
    await life.up(Program { $0.thing("a", ["password": .secret("CANARY-2")]) }, ["update a"])
    #expect(life.object("a")?.properties["password"] == "CANARY-2")
    await life.up(Program { $0.thing("a", ["password": .secret("CANARY-2")]) }, [])
  }

  @Test func whatUsesAVolatileOutputIsUpdatedToo() async {
    var life = Life()
    func program(_ size: Int64) -> Program {
      Program {
        $0.thing("a", ["size": .value(.integer(size))])
        $0.thing("b", ["label": .output("a", "revision")])
      }
    }
    await life.up(program(1), ["create a", "create b"])
    await life.up(program(2), ["update a", "update b"])
    #expect(life.object("b")?.properties["label"] == 2)
  }

  @Test func keepsWhatTheCloudAnswersOnceOnly() async {
    var life = Life()
    func program(_ size: Int64) -> Program {
      Program {
        $0.thing("a", ["size": .value(.integer(size))])
        $0.export("key", .output("a", "secret_key"))
      }
    }
    await life.up(program(1), ["create a"])
    let run = await life.up(program(2), ["update a"])
    #expect(run.outcome.exports["key"] == .sensitive(Sensitive("CANARY-key-1")))
  }

  @Test func takesAwayWhatTheScriptNoLongerSays() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["label": "x"]) }, ["create a"])
    await life.up(Program { $0.thing("a") }, ["update a"])
    #expect(life.object("a")?.properties["label"] == nil)
  }
}
