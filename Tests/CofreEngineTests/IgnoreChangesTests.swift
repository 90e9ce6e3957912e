import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct IgnoreChangesTests {
  private func program(_ inputs: [String: Input], ignoring paths: String...) -> Program {
    Program { $0.thing("a", inputs) { $0.ignoreChanges = paths.compactMap { PropertyPath(parsing: $0) } } }
  }

  @Test func ignoresAPlainChange() async {
    var life = Life()
    await life.up(program(["size": 1], ignoring: "size"), ["create a"])
    await life.up(program(["size": 2], ignoring: "size"), [])
    #expect(life.state("a")?.inputs["size"] == 1)
    // What else changes is sent with the recorded value.
    await life.up(program(["size": 2, "label": "x"], ignoring: "size"), ["update a"])
    #expect(life.object("a")?.properties["size"] == 1)
    #expect(life.object("a")?.properties["label"] == "x")
  }

  @Test func ignoresAChangeInsideATable() async {
    var life = Life()
    await life.up(program(["tags": ["mine": 1, "theirs": 1]], ignoring: "tags.theirs"), ["create a"])
    await life.up(program(["tags": ["mine": 1, "theirs": 2]], ignoring: "tags.theirs"), [])
    await life.up(program(["tags": ["mine": 2, "theirs": 2]], ignoring: "tags.theirs"), ["update a"])
    #expect(life.object("a")?.properties["tags"] == ["mine": 2, "theirs": 1])
  }

  @Test func ignoresASensitiveChangeAndLeavesItOutOfUpdates() async {
    var life = Life()
    await life.up(program(["password": .secret("CANARY-1")], ignoring: "password"), ["create a"])
    await life.up(program(["password": .secret("CANARY-2")], ignoring: "password"), [])
    await life.up(program(["password": .secret("CANARY-2"), "size": 5], ignoring: "password"), ["update a"])
    #expect(life.object("a")?.properties["password"] == "CANARY-1")
    await life.up(program(["password": .secret("CANARY-2"), "size": 5]), ["update a"])
    #expect(life.object("a")?.properties["password"] == "CANARY-2")
  }

  @Test func ignoresWhatTheScriptAddsOrTakesAway() async {
    var life = Life()
    await life.up(program(["note": "x"], ignoring: "label", "note"), ["create a"])
    await life.up(program(["label": "x"], ignoring: "label", "note"), [])
    #expect(life.object("a")?.properties["note"] == "x")
  }

  @Test func aReplacementTakesWhatTheScriptSays() async {
    var life = Life()
    await life.up(program(["size": 1, "zone": "1"], ignoring: "size"), ["create a"])
    await life.up(program(["size": 2, "zone": "2"], ignoring: "size"), ["replace a", "delete-replaced a"])
    #expect(life.object("a")?.properties["size"] == 2)
  }

  @Test func aCreateOnlyChangeCanBeIgnored() async {
    var life = Life()
    await life.up(program(["zone": "1"], ignoring: "zone"), ["create a"])
    await life.up(program(["zone": "2"], ignoring: "zone"), [])
  }
}
