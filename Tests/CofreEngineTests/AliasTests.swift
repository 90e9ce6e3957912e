import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct AliasTests {
  private func program(
    _ name: String, _ inputs: [String: Input] = [:], was aliases: String...
  ) -> Program {
    Program {
      $0.thing(name, inputs) { $0.aliases = aliases.map { urn($0) } }
      $0.thing("b", ["link": .output(name, "arn")])
      $0.export("key", .output(name, "secret_key"))
    }
  }

  @Test func renamesWithoutACall() async {
    var life = Life()
    await life.up(program("old", ["password": .secret("CANARY")]), ["create old", "create b"])
    let state = life.state("old")
    let run = await life.up(program("new", ["password": .secret("CANARY")], was: "old"), [])
    #expect(run.calls == [])
    #expect(life.names == ["new", "b"])
    #expect(life.state("new")?.id == state?.id)
    #expect(run.outcome.exports["key"] == .sensitive(Sensitive("CANARY-key-1")))
    // The digests are bound to the new URN now, and the alias may stay in the script or go.
    await life.up(program("new", ["password": .secret("CANARY")], was: "old"), [])
    await life.up(program("new", ["password": .secret("CANARY")]), [])
    await life.up(program("new", ["password": .secret("CANARY-2")]), ["update new"])
  }

  @Test func renamesWithAnUpdate() async {
    var life = Life()
    await life.up(program("old", ["password": .secret("CANARY")]), ["create old", "create b"])
    await life.up(program("new", ["password": .secret("CANARY-2")], was: "old"), ["update new"])
    #expect(life.names == ["new", "b"])
    #expect(life.cloud.objects.count == 2)
  }

  @Test func renamesWithAReplacement() async {
    var life = Life()
    await life.up(program("old", ["zone": "1"]), ["create old", "create b"])
    await life.up(
      program("new", ["zone": "2"], was: "old"), ["replace new", "update b", "delete-replaced old"])
    #expect(life.names == ["new", "b"])
    #expect(life.cloud.objects.count == 2)
  }

  @Test func renamesWithADeletionFirst() async {
    var life = Life()
    await life.up(program("old", ["zone": "1", "name": "x"]), ["create old", "create b"])
    await life.up(
      program("new", ["zone": "2", "name": "x"], was: "old"), ["replace deleting first new"], previews: false)
    #expect(life.names == ["new", "b"])
    #expect(life.cloud.objects.count == 2)
  }

  @Test func renamesAProvider() async {
    var life = Life()
    func program(_ name: String, was alias: String? = nil) -> Program {
      Program {
        $0.thing(name, ["region": "north", "token": .secret("CANARY")], type: "fake.Provider") {
          $0.aliases = alias.map { [urn($0, "fake.Provider")] } ?? []
        }
      }
    }
    await life.up(program("old"), ["create old"])
    await life.up(program("new", was: "old"), [])
    #expect(life.names == ["new"])
  }

  @Test func theFirstAliasThatIsRecordedCounts() async {
    var life = Life()
    await life.up(program("second"), ["create second", "create b"])
    await life.up(program("new", was: "first", "second", "third"), [])
    #expect(life.names == ["new", "b"])
  }

  @Test(arguments: [true, false]) func anAliasOfSomethingDeclaredIsAnError(isFirst: Bool) async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    let run = await life.up(
      Program {
        if isFirst { $0.thing("a") }
        $0.thing("new") { $0.aliases = [urn("a")] }
        if !isFirst { $0.thing("a") }
      }, [], errors: ["duplicate-name"])
    #expect(run.calls == [])
    #expect(life.names == ["a"])
  }

  @Test func oneAliasOfTwoIsAnError() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    let run = await life.up(
      Program {
        $0.thing("x") { $0.aliases = [urn("a")] }
        $0.thing("y") { $0.aliases = [urn("a")] }
      }, [], errors: ["duplicate-name"])
    #expect(run.calls == [])
  }

  @Test func whatWaitsForDeletionStillGoesBeforeWhatWasRenamed() async {
    var life = Life()
    await life.up(
      Program {
        $0.thing("old")
        $0.thing("b", ["zone": "1", "anchor": .output("old", "arn")])
      }, ["create old", "create b"])
    life.factory.before = { call in if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") } }
    await life.up(
      Program {
        $0.thing("new") { $0.aliases = [urn("old")] }
        $0.thing("b", ["zone": "2"])
      }, ["replace b"], errors: ["unavailable"])
    life.factory.before = { _ in }
    // The fake cloud refuses to delete what something is anchored at.
    await life.destroy(["delete b", "delete-replaced b", "delete new"])
    #expect(life.cloud.objects == [])
  }
}
