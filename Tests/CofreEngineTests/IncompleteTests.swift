import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct IncompleteTests {
  private let program = Program {
    $0.thing("a")
    $0.thing("b", ["link": .output("a", "arn")])
  }

  @Test func whatIsMadeButNotCompleteIsKeptAndRepairedByTheNextUp() async {
    var life = Life()
    life.factory.incompleteReasons = { $0.verb == .create ? ["The label did not stick."] : [] }
    let run = await life.up(program, ["create a"], errors: ["incomplete-resource"])
    #expect(run.errors.first?.detail.contains("The label did not stick.") == true)
    #expect(run.errors.first?.location?.line == 1)
    #expect(life.state("a")?.incompleteReasons == ["The label did not stick."])
    #expect(life.names == ["a"])
    life.factory.incompleteReasons = { _ in [] }
    await life.up(program, ["update a", "create b"])
    #expect(life.state("a")?.incompleteReasons == [])
    #expect(life.cloud.creations == 2)
    await life.up(program, [])
  }

  @Test func anUpdateCanBeIncompleteToo() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    life.factory.incompleteReasons = { _ in ["Half."] }
    let changed = Program {
      $0.thing("a", ["size": 2])
      $0.thing("b", ["link": .output("a", "arn")])
    }
    await life.up(changed, ["update a"], errors: ["incomplete-resource"])
    await life.up(changed, ["update a"], errors: ["incomplete-resource"])
    life.factory.incompleteReasons = { _ in [] }
    await life.up(changed, ["update a"])
  }

  @Test func dependentsOfAnIncompleteOneAreNotMadeEvenWhenOthersAre() async {
    var life = Life()
    life.options.continuesOnError = true
    life.factory.incompleteReasons = { $0.urn.name == "a" ? ["Half."] : [] }
    var program = program
    program.thing("c")
    await life.up(program, ["create a", "create c"], errors: ["incomplete-resource"])
  }
}
