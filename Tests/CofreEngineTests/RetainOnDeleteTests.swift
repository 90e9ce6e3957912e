import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct RetainOnDeleteTests {
  private func program(_ zone: Input) -> Program {
    Program { $0.thing("a", ["zone": zone]) { $0.retainOnDelete = true } }
  }

  @Test func forgetsWithoutACall() async {
    var life = Life()
    await life.up(program("1"), ["create a"])
    let run = await life.up(Program(), ["retain a"])
    #expect(run.calls == [])
    #expect(life.names == [])
    #expect(life.cloud.objects.count == 1)
  }

  @Test func destroyForgetsToo() async {
    var life = Life()
    await life.up(program("1"), ["create a"])
    await life.destroy(["retain a"])
    #expect(life.cloud.objects.count == 1)
  }

  @Test func aReplacementLeavesTheOldOne() async {
    var life = Life()
    await life.up(program("1"), ["create a"])
    let run = await life.up(program("2"), ["replace a", "retain a"])
    #expect(run.calls == ["create a"])
    #expect(life.cloud.objects(of: "a").count == 2)
    #expect(life.names == ["a"])
  }

  @Test func whatIsDeclaredAgainAsksForAnotherName() async {
    var life = Life()
    await life.up(program("1"), ["create a"])
    await life.up(Program(), ["retain a"])
    await life.up(program("1"), ["create a"])
    #expect(life.cloud.objects(of: "a").count == 2)
  }
}
