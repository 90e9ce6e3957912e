import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct RecoveryTests {
  private let noAnswer: @Sendable (FakeCloud.Call) throws -> Void = { _ in
    throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true)
  }

  private func program(_ inputs: [String: Input] = [:]) -> Program {
    Program { $0.thing("a", inputs.merging(["password": .secret("CANARY")]) { first, _ in first }) }
  }

  @Test func aCreateThatWasDoneIsTakenOver() async {
    var life = Life()
    life.factory.after = noAnswer
    await life.up(program(), [], errors: ["timed-out"])
    life.factory.after = { _ in }
    let run = await life.recover()
    #expect(run.calls == ["find a"])
    #expect(run.problems == [])
    guard case .recovered(urn("a"), "It had been created as id-1.")? = run.events.first else {
      return #expect(Bool(false), "\(run.events)")
    }
    #expect(life.snapshot.pendingOperations == [])
    #expect(life.state("a")?.outputs["secret_key"]?.containsSensitive == true)
    await life.up(program(), [])
    #expect(life.cloud.creations == 1)
  }

  @Test func aCreateThatWasNotDoneIsDone() async {
    var life = Life()
    life.factory.before = noAnswer
    await life.up(program(), [], errors: ["timed-out"])
    life.factory.before = { _ in }
    await life.recover()
    #expect(life.names == [])
    await life.up(program(), ["create a"])
  }

  @Test func aCreateOfAReplacementLeavesTheOldOneForDeletion() async {
    var life = Life()
    await life.up(program(["zone": "1"]), ["create a"])
    life.factory.after = noAnswer
    await life.up(program(["zone": "2"]), [], errors: ["timed-out"])
    life.factory.after = { _ in }
    await life.recover()
    #expect(life.names == ["(a)", "a"])
    await life.up(program(["zone": "2"]), ["delete-replaced a"])
    #expect(life.cloud.objects.count == 1)
  }

  @Test func aCreateOfAReplacementUnderAnotherNameDoesSoToo() async {
    var life = Life()
    await life.up(program(["zone": "1"]), ["create a"])
    let renamed = Program { $0.thing("new", ["zone": "2"]) { $0.aliases = [urn("a")] } }
    life.factory.after = noAnswer
    await life.up(renamed, [], errors: ["timed-out"])
    life.factory.after = { _ in }
    await life.recover()
    #expect(life.names == ["(a)", "new"])
    await life.up(renamed, ["delete-replaced a"])
  }

  @Test(arguments: [true, false]) func anUpdateIsRepeated(wasDone: Bool) async {
    var life = Life()
    await life.up(program(), ["create a"])
    if wasDone { life.factory.after = noAnswer } else { life.factory.before = noAnswer }
    await life.up(program(["size": 2]), [], errors: ["timed-out"])
    life.factory.before = { _ in }
    life.factory.after = { _ in }
    let run = await life.recover()
    #expect(run.calls == [])
    await life.up(program(["size": 2]), ["update a"])
    #expect(life.object("a")?.properties["size"] == 2)
    await life.up(program(["size": 2]), [])
  }

  @Test func anUpdateIsRepeatedEvenIfItsChangeIsTakenBack() async {
    var life = Life()
    await life.up(program(), ["create a"])
    life.factory.after = noAnswer
    await life.up(program(["size": 2]), [], errors: ["timed-out"])
    life.factory.after = { _ in }
    await life.recover()
    await life.up(program(), ["update a"])
    #expect(life.object("a")?.properties["size"] == 1)
  }

  /// The provider sends what changes only: it must be told that the size may be another one than what is recorded.
  @Test func aRepeatedUpdateTellsAllInputsThatCanChange() async {
    var life = Life()
    await life.up(program(), ["create a"])
    life.factory.after = noAnswer
    await life.up(program(["size": 2]), [], errors: ["timed-out"])
    life.factory.after = { _ in }
    life.factory.didUpdate = { request in
      #expect(["size", "password"].allSatisfy(request.changes))
      #expect(!["name", "region", "label"].contains(where: request.changes))
      #expect(!request.diff.requiresReplacement)
    }
    await life.recover()
    await life.up(program(), ["update a"])
  }

  @Test func aRefreshTakesNothingOverFromAnInterruptedUpdate() async {
    var life = Life()
    await life.up(program(), ["create a"])
    life.factory.after = noAnswer
    await life.up(program(["label": .secret("CANARY-label")]), [], errors: ["timed-out"])
    life.factory.after = { _ in }
    await life.recover()
    await life.refresh([])
    await life.up(program(["label": .secret("CANARY-label")]), ["update a"])
    await life.refresh([])
  }

  @Test(arguments: [true, false]) func aDeletionIsLookedInto(wasDone: Bool) async {
    var life = Life()
    await life.up(program(), ["create a"])
    if wasDone { life.factory.after = noAnswer } else { life.factory.before = noAnswer }
    await life.destroy([], errors: ["timed-out"])
    life.factory.before = { _ in }
    life.factory.after = { _ in }
    let run = await life.recover()
    #expect(run.calls == ["read a"])
    #expect(life.names == (wasDone ? [] : ["a"]))
    #expect(life.snapshot.pendingOperations == [])
    await life.destroy(wasDone ? [] : ["delete a"])
  }

  @Test func whatCannotBeSettledStaysPendingAndIsSaid() async {
    var life = Life()
    life.factory.before = noAnswer
    await life.up(program(), [], errors: ["timed-out"])
    let run = await life.recover()
    #expect(run.errors.map(\.code) == ["timed-out"])
    #expect(run.errors.first?.urn == urn("a"))
    #expect(life.snapshot.pendingOperations.count == 1)
  }

  @Test func somebodyElsesObjectIsNotTakenOver() async {
    var life = Life()
    let mine = Program { $0.thing("a", ["name": "n"]) }
    var other = Life()
    other.factory = life.factory
    await other.up(Program { $0.thing("theirs", ["name": "n"]) }, ["create theirs"])
    life.factory.before = noAnswer
    await life.up(mine, [], errors: ["timed-out"])
    life.factory.before = { _ in }
    let run = await life.recover()
    #expect(run.errors.map(\.code) == ["already-exists"])
    #expect(life.names == [])
  }
}
