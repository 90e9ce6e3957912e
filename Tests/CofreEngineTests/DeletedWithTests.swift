import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct DeletedWithTests {
  private func program(_ zone: Input = "1", retained: Bool = false) -> Program {
    Program {
      $0.thing("box", ["zone": zone]) { $0.retainOnDelete = retained }
      $0.thing("content", ["anchor": .output("box", "arn")]) { $0.deletedWith = urn("box") }
    }
  }

  /// The fake cloud would refuse to delete a box that something is anchored at.
  private func emptiesBoxes(_ life: inout Life) {
    let cloud = life.cloud
    life.factory.before = { call in
      if call.verb == .delete, call.urn.name == "box" { cloud.lose("content") }
    }
  }

  @Test func needsNoCallWhenItsContainerGoes() async {
    var life = Life()
    await life.up(program(), ["create box", "create content"])
    emptiesBoxes(&life)
    let run = await life.destroy(["delete content", "delete box"])
    #expect(run.calls == ["delete box"])
  }

  @Test func needsItsCallWhenItsContainerStays() async {
    var life = Life()
    await life.up(program(), ["create box", "create content"])
    let run = await life.up(Program { $0.thing("box", ["zone": "1"]) }, ["delete content"])
    #expect(run.calls == ["delete content"])
  }

  @Test func needsItsCallWhenItsContainerIsRetained() async {
    var life = Life()
    await life.up(program(retained: true), ["create box", "create content"])
    let run = await life.destroy(["delete content", "retain box"])
    #expect(run.calls == ["delete content"])
  }

  @Test func goesWithAContainerThatIsDeletedBeforeItIsReplaced() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.single("box", ["zone": zone])
        $0.thing("content") { $0.deletedWith = urn("box", "fake.Single") }
      }
    }
    await life.up(program("1"), ["create box", "create content"])
    emptiesBoxes(&life)
    let run = await life.up(program("2"), ["replace deleting first box", "replace deleting first content"])
    #expect(run.calls == ["delete box", "create box", "create content"])
  }
}
