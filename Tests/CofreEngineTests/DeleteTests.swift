import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct DeleteTests {
  @Test func deletesWhatIsNoLongerDeclared() async {
    var life = Life()
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b", ["link": .output("a", "arn")])
      }, ["create a", "create b"])
    let run = await life.up(Program { $0.thing("a") }, ["delete b"])
    #expect(run.calls == ["delete b"])
    #expect(life.names == ["a"])
    #expect(life.cloud.objects.map(\.owner.urn.name) == ["a"])
  }

  @Test func deletesAfterEverythingElse() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    await life.up(Program { $0.thing("b") }, ["create b", "delete a"])
  }

  @Test func destroyDeletesEachBeforeWhatItDependsOn() async {
    var life = Life()
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b", ["anchor": .output("a", "arn")])
        $0.thing("c") { $0.dependsOn = [urn("b")] }
        $0.thing("d", parent: urn("c"))
        $0.export("x", .output("a", "arn"))
      }, ["create a", "create b", "create c", "create d"])
    let run = await life.destroy(["delete d", "delete c", "delete b", "delete a"])
    #expect(life.snapshot.resources.isEmpty)
    #expect(life.snapshot.exports.isEmpty)
    #expect(run.outcome.exports.isEmpty)
    #expect(life.cloud.objects == [])
  }

  @Test func destroyOfAnEmptyStackRecordsNothing() async {
    var life = Life()
    let run = await life.destroy([])
    #expect(run.records == [])
  }

  @Test func whatIsGoneAlreadyIsNoError() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    life.cloud.lose("a")
    await life.destroy(["delete a"])
  }

  @Test func givesTheRecordedInputsAndTheOpenedOutputs() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["password": .secret("CANARY")]) }, ["create a"])
    let run = await life.destroy(["delete a"])
    guard case .begin(let pending)? = run.records.first?.first else { return #expect(Bool(false)) }
    #expect(pending.kind == .delete)
    #expect(pending.state.inputs["password"]?.containsSensitive == true)
  }
}
