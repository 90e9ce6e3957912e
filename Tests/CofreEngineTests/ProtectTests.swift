import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct ProtectTests {
  private let program = Program {
    $0.thing("a", ["zone": "1"]) { $0.protect = true }
    $0.thing("b")
  }

  private func checkRefused(_ life: inout Life, _ run: Life.Run, at place: Testing.SourceLocation = #_sourceLocation) {
    #expect(run.calls == [], sourceLocation: place)
    #expect(run.records == [], sourceLocation: place)
    #expect(run.errors.first?.urn == urn("a"), sourceLocation: place)
    #expect(run.errors.first?.location?.line == 1, sourceLocation: place)
  }

  @Test func refusesToDelete() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    checkRefused(&life, await life.up(Program(), [], errors: ["protected-resource"]))
    _ = await life.preview(Program(), [], errors: ["protected-resource"])
  }

  @Test func refusesToReplace() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    let changed = Program {
      $0.thing("a", ["zone": "2"]) { $0.protect = true }
      $0.thing("b")
    }
    checkRefused(&life, await life.up(changed, [], errors: ["protected-resource"]))
  }

  @Test func refusesToDestroyAnything() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    checkRefused(&life, await life.destroy([], errors: ["protected-resource"]))
  }

  @Test func doesNotRefuseToUpdate() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    await life.up(
      Program {
        $0.thing("a", ["zone": "1", "size": 2]) { $0.protect = true }
        $0.thing("b")
      }, ["update a"])
  }

  @Test func takingTheOptionAwayMakesItDeletable() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    await life.up(
      Program {
        $0.thing("a", ["zone": "1"])
        $0.thing("b")
      }, [])
    await life.destroy(["delete b", "delete a"])
  }
}
