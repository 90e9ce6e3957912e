import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct NameTests {
  private func program(_ zone: Input = "1") -> Program { Program { $0.thing("a b", ["zone": zone]) } }

  @Test func areMadeFromTheLogicalNameAndTheSeed() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name ?? ""
    #expect(name.hasPrefix("a-b-"))
    #expect(name.count == "a-b-".count + 7)
    var twin = Life()
    await twin.up(program(), ["create a b"])
    #expect(twin.object("a b")?.name == name)
    var other = Life()
    other.snapshot.nameSeed = "other"
    await other.up(program(), ["create a b"])
    #expect(other.object("a b")?.name != name)
  }

  @Test func stayAsLongAsTheResource() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name
    life.snapshot.nameSeed = "other"
    await life.up(program(), [])
    #expect(life.object("a b")?.name == name)
  }

  @Test func areNewAfterADestroy() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name
    await life.destroy(["delete a b"])
    await life.up(program(), ["create a b"])
    #expect(life.object("a b")?.name != name)
  }

  @Test func areNewWhenADeletedResourceIsDeclaredAgain() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name
    await life.up(Program(), ["delete a b"])
    await life.up(program(), ["create a b"])
    #expect(life.object("a b")?.name != name)
  }

  @Test func areNewAfterARefreshFoundTheResourceGone() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name
    life.cloud.lose("a b")
    await life.refresh(["delete a b"])
    await life.up(program(), ["create a b"])
    #expect(life.object("a b")?.name != name)
  }

  @Test func areNewAfterARecoveryFoundTheResourceDeleted() async {
    var life = Life()
    await life.up(program(), ["create a b"])
    let name = life.object("a b")?.name
    life.factory.after = { _ in throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true) }
    await life.destroy([], errors: ["timed-out"])
    life.factory.after = { _ in }
    await life.recover()
    #expect(life.names == [])
    await life.up(program(), ["create a b"])
    #expect(life.object("a b")?.name != name)
  }

  @Test func areNewForEachReplacement() async {
    var life = Life()
    await life.up(program("0"), ["create a b"])
    var names: Set<String> = [life.object("a b")?.name ?? ""]
    for zone in 1...5 {
      await life.up(program(.value(.string("\(zone)"))), ["replace a b", "delete-replaced a b"])
      names.insert(life.object("a b")?.name ?? "")
    }
    #expect(names.count == 6)
  }

  @Test func areNotThoseOfWhatWaitsForDeletion() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program { $0.single("a", ["zone": zone]) { $0.deleteBeforeReplace = false } }
    }
    await life.up(program("1"), ["create a"])
    life.factory.before = { call in if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") } }
    await life.up(program("2"), ["replace a"], errors: ["unavailable"])
    // The first one, which has the first name, still waits; the second one is gone when the third one is made.
    life.factory.before = { call in
      if call.verb == .create { throw ProviderError(.unavailable, "Not now.") }
    }
    let deletesFirst = Program { $0.single("a", ["zone": "3"]) }
    await life.up(deletesFirst, ["delete a"], errors: ["unavailable"])
    #expect(life.names == ["(a)"])
    life.factory.before = { _ in }
    await life.up(deletesFirst, ["create a", "delete-replaced a"])
  }

  /// A name is given, left out and given again, while the first object that has it still waits for its deletion.
  @Test func givenOnesAreTakenFromWhatWaitsForDeletion() async {
    var life = Life()
    let named = Program { $0.thing("a", ["name": "mine"]) }
    await life.up(named, ["create a"])
    life.factory.before = { call in if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") } }
    await life.up(Program { $0.thing("a", ["name": "other"]) }, ["replace a"], errors: ["unavailable"])
    life.factory.before = { _ in }
    let run = await life.up(named, ["replace a", "delete-replaced a", "delete-replaced a"])
    #expect(run.calls == ["delete a", "create a", "delete a"])
    #expect(life.cloud.objects.map(\.name) == ["mine"])
  }
}
