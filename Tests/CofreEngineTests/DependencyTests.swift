import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct DependencyTests {
  @Test func dependsOnOrdersWithoutAValue() async {
    var life = Life()
    life.options.parallelism = 8
    let run = await life.up(
      Program {
        $0.thing("c") { $0.dependsOn = [urn("b")] }
        $0.thing("b") { $0.dependsOn = [urn("a")] }
        $0.thing("a")
      }, ["create a", "create b", "create c"])
    #expect(run.calls == ["create a", "create b", "create c"])
    #expect(life.names == ["a", "b", "c"])
    await life.destroy(["delete c", "delete b", "delete a"])
  }

  @Test func aParentComesFirstAndGoesLast() async {
    var life = Life()
    await life.up(
      Program {
        $0.thing("child", parent: urn("mother"))
        $0.thing("mother")
      }, ["create mother", "create child"])
    #expect(life.snapshot.resources.last?.urn.qualifiedType == "fake.Thing$fake.Thing")
    await life.destroy(["delete child", "delete mother"])
  }

  @Test func aCycleIsAnErrorAtEachOfItsResources() async {
    var life = Life()
    let run = await life.up(
      Program {
        $0.thing("a") { $0.dependsOn = [urn("b")] }
        $0.thing("b") { $0.dependsOn = [urn("a")] }
        $0.thing("c", ["link": .output("a", "arn")])
        $0.thing("d")
      }, ["create d"], errors: ["never-settled", "dependency-cycle", "dependency-cycle"])
    #expect(run.errors.compactMap(\.location?.line).sorted() == [1, 2, 3])
  }

  @Test func aCycleOfValuesIsAnError() async {
    var life = Life()
    _ = await life.up(
      Program {
        $0.thing("a", ["link": .output("b", "arn")])
        $0.thing("b", ["link": .output("a", "arn")])
      }, [], errors: ["dependency-cycle", "dependency-cycle"])
  }

  @Test func aDependencyOnWhatIsNotDeclaredIsAnErrorAndNothingIsDeleted() async {
    var life = Life()
    await life.up(Program { $0.thing("x") }, ["create x"])
    let run = await life.up(
      Program { $0.thing("a") { $0.dependsOn = [urn("missing")] } }, [], errors: ["never-settled"])
    #expect(run.errors.first?.detail.contains("'missing'") == true)
    #expect(life.names == ["x"])
  }

  @Test func twoOfOneNameAreAnError() async {
    var life = Life()
    let run = await life.up(
      Program {
        $0.thing("a")
        $0.thing("a", ["size": 2])
      }, [], errors: ["duplicate-name"])
    #expect(run.errors.first?.location?.line == 2)
    #expect(run.calls == [])
  }

  /// Long chains must not need a stack.
  @Test func aLongChainBehindAFailureIsLeftOut() async {
    var life = Life()
    life.checksEachRecord = false
    life.factory.before = { _ in throw ProviderError(.denied, "No.") }
    let run = await life.up(
      Program { program in
        for index in 0..<20_000 {
          program.thing("t\(index)") { if index > 0 { $0.dependsOn = [urn("t\(index - 1)")] } }
        }
      }, [], errors: ["denied"])
    #expect(run.outcome.diagnostics.last?.detail.hasPrefix("19999 resources were not reached") == true)
  }
}
