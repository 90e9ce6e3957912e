import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct CreateBeforeDeleteTests {
  private func program(_ zone: Input) -> Program {
    Program {
      $0.thing("a", ["zone": zone])
      $0.thing("b", ["link": .output("a", "arn")])
    }
  }

  @Test func makesTheNewOneThenItsDependentsThenDeletesTheOldOne() async {
    var life = Life()
    await life.up(program("1"), ["create a", "create b"])
    let old = life.object("a")
    let run = await life.up(program("2"), ["replace a", "update b", "delete-replaced a"])
    #expect(run.calls == ["create a", "update b", "delete a"])
    #expect(life.object("a")?.properties["zone"] == "2")
    #expect(life.object("a")?.name != old?.name)
    #expect(life.object("b")?.properties["link"] == life.object("a").map { .string($0.arn) })
    #expect(life.names == ["a", "b"])
  }

  @Test func anOldOneThatCouldNotBeDeletedIsDeletedByTheNextUp() async {
    var life = Life()
    await life.up(program("1"), ["create a", "create b"])
    life.factory.before = { call in
      if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") }
    }
    await life.up(program("2"), ["replace a", "update b"], errors: ["unavailable"])
    #expect(life.names == ["(a)", "a", "b"])
    life.factory.before = { _ in }
    await life.up(program("2"), ["delete-replaced a"])
    #expect(life.names == ["a", "b"])
    #expect(life.cloud.objects.count == 2)
  }

  @Test func severalOldOnesGoTogetherInTheOrderOfTheirDependencies() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.thing("a", ["zone": zone])
        $0.thing("b", ["anchor": .output("a", "arn")])
      }
    }
    await life.up(program("1"), ["create a", "create b"])
    // The fake cloud refuses to delete what something is anchored at.
    await life.up(program("2"), ["replace a", "replace b", "delete-replaced b", "delete-replaced a"])
  }

  @Test func destroyTakesTheOldOnesAlong() async {
    var life = Life()
    await life.up(program("1"), ["create a", "create b"])
    life.factory.before = { call in
      if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") }
    }
    await life.up(program("2"), ["replace a", "update b"], errors: ["unavailable"])
    life.factory.before = { _ in }
    await life.destroy(["delete b", "delete-replaced a", "delete a"])
    #expect(life.cloud.objects == [])
  }

  /// Old ones that wait for each other's deletion, because a reference was turned around between two failed runs.
  @Test func oldOnesInACircleAreDeletedAllTheSame() async {
    var life = Life()
    func program(_ zone: Input, _ first: String, _ second: String) -> Program {
      Program {
        $0.thing(first, ["zone": zone])
        $0.thing(second, ["zone": zone, "link": .output(first, "arn")])
      }
    }
    await life.up(program("1", "b", "a"), ["create b", "create a"])
    life.factory.before = { call in
      if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") }
    }
    await life.up(program("2", "a", "b"), ["replace a", "replace b"], errors: ["unavailable"])
    await life.up(program("3", "b", "a"), ["replace b", "replace a"], errors: ["unavailable"])
    life.factory.before = { _ in }
    let run = await life.up(program("3", "b", "a"))
    #expect(run.steps.sorted() == ["a", "a", "b", "b"].map { "delete-replaced \($0)" })
    #expect(run.errors.isEmpty)
    #expect(life.cloud.objects.count == 2)
  }
}
