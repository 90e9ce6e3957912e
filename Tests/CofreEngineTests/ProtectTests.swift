import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct ProtectTests {
  private let program = Program {
    $0.thing("a", ["zone": "1"]) { $0.protect = true }
    $0.thing("b")
  }

  /// The script's line is told where the script still declares the resource; of a recorded one the line may be another's.
  private func checkRefused(
    _ life: inout Life, _ run: Life.Run, line: Int? = nil, at place: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(run.calls == [], sourceLocation: place)
    #expect(run.records == [], sourceLocation: place)
    #expect(run.errors.first?.urn == urn("a"), sourceLocation: place)
    #expect(run.errors.first?.location?.line == line, sourceLocation: place)
    #expect(run.errors.first?.detail.contains(line == nil ? "It was declared at" : "cannot be changed") == true)
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
    checkRefused(&life, await life.up(changed, [], errors: ["protected-resource"]), line: 1)
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
