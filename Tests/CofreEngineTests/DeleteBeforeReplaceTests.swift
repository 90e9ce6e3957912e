import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct DeleteBeforeReplaceTests {
  @Test func byTheFlagOfTheType() async {
    var life = Life()
    await life.up(Program { $0.single("a", ["zone": "1"]) }, ["create a"])
    let name = life.object("a")?.name
    let run = await life.up(Program { $0.single("a", ["zone": "2"]) }, ["replace deleting first a"])
    #expect(run.calls == ["delete a", "create a"])
    #expect(life.object("a")?.name != name, "A deleted name may still be held")
  }

  @Test func byTheOption() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["zone": "1"]) }, ["create a"])
    await life.up(
      Program { $0.thing("a", ["zone": "2"]) { $0.deleteBeforeReplace = true } }, ["replace deleting first a"])
  }

  @Test func theOptionOutweighsTheType() async {
    var life = Life()
    await life.up(Program { $0.single("a", ["zone": "1"]) }, ["create a"])
    await life.up(
      Program { $0.single("a", ["zone": "2"]) { $0.deleteBeforeReplace = false } }, ["replace a", "delete-replaced a"])
  }

  @Test func becauseANameThatTheScriptGivesIsTaken() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["name": "mine", "zone": "1"]) }, ["create a"])
    await life.up(Program { $0.thing("a", ["name": "mine", "zone": "2"]) }, ["replace deleting first a"])
    await life.up(
      Program { $0.thing("a", ["name": "other", "zone": "3"]) }, ["replace a", "delete-replaced a"])
    #expect(life.object("a")?.name == "other")
  }

  @Test func takesAlongDependentsThatWouldBeReplacedAndOnlyThose() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.single("a", ["zone": zone])
        $0.thing("anchored", ["anchor": .output(urn("a", "fake.Single"), "arn")])
        $0.thing("deeper", ["anchor": .output("anchored", "arn")])
        $0.thing("linked", ["link": .output(urn("a", "fake.Single"), "arn")])
        $0.thing("later") { $0.dependsOn = [urn("a", "fake.Single")] }
      }
    }
    await life.up(
      program("1"), ["create a", "create later", "create anchored", "create linked", "create deeper"])
    let run = await life.up(
      program("2"),
      ["replace deleting first a", "replace deleting first anchored", "update linked", "replace deleting first deeper"])
    #expect(
      run.calls == [
        "delete deeper", "delete anchored", "delete a", "create a", "create anchored", "update linked", "create deeper",
      ])
    #expect(life.snapshot.resources.count == 5)
  }

  @Test func dependentsThatTheScriptNoLongerDeclaresAreDeletedAndSaidSo() async {
    var life = Life()
    await life.up(
      Program {
        $0.single("a", ["zone": "1"])
        $0.thing("b", ["anchor": .output(urn("a", "fake.Single"), "arn")])
      }, ["create a", "create b"])
    await life.up(Program { $0.single("a", ["zone": "2"]) }, ["replace deleting first a", "delete b"])
    #expect(life.names == ["a"])
    #expect(life.cloud.objects.count == 1)
  }

  /// What was a dependent may be declared before the replaced one, or after it, once it no longer depends on it.
  @Test(arguments: [true, false], [1, 8]) func formerDependents(isFirst: Bool, parallelism: Int) async {
    var life = Life()
    life.options.parallelism = parallelism
    await life.up(
      Program {
        $0.single("a", ["zone": "1"])
        $0.thing("b", ["name": "b", "anchor": .output(urn("a", "fake.Single"), "arn")])
      }, ["create a", "create b"])
    let changed = Program {
      if isFirst { $0.thing("b", ["name": "b"]) }
      $0.single("a", ["zone": "2"])
      if !isFirst { $0.thing("b", ["name": "b"]) }
    }
    await life.up(
      changed,
      isFirst
        ? ["replace deleting first b", "replace deleting first a"]
        : ["replace deleting first a", "replace deleting first b"])
    #expect(life.cloud.objects.count == 2)
    await life.up(changed, [])
  }

  @Test func replaceOnChangesOfADependentCounts() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.single("a", ["zone": zone])
        $0.thing("b", ["link": .output(urn("a", "fake.Single"), "arn")]) {
          $0.replaceOnChanges = [PropertyPath("link")]
        }
      }
    }
    await life.up(program("1"), ["create a", "create b"])
    let run = await life.up(program("2"), ["replace deleting first a", "replace deleting first b"])
    #expect(run.calls == ["delete b", "delete a", "create a", "create b"])
  }

  @Test func aProtectedDependentForbidsIt() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.single("a", ["zone": zone])
        $0.thing("b", ["anchor": .output(urn("a", "fake.Single"), "arn")]) { $0.protect = true }
      }
    }
    await life.up(program("1"), ["create a", "create b"])
    let run = await life.up(program("2"), [], errors: ["protected-resource"])
    #expect(run.calls == [])
  }
}
