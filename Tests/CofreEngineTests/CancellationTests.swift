import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct CancellationTests {
  private let program = Program {
    $0.thing("a")
    $0.thing("b") { $0.dependsOn = [urn("a")] }
    $0.thing("c", ["link": .output("b", "arn")])
  }

  @Test func startsNothingNewAndRecordsWhatIsInFlight() async {
    var life = Life()
    let cancellation = life.cancellation
    life.factory.before = { _ in cancellation.cancel() }
    let run = await life.up(program, ["create a"], previews: false)
    #expect(run.outcome.wasCancelled)
    #expect(life.names == ["a"])
    #expect(life.snapshot.pendingOperations.isEmpty)
    life.cancellation = Cancellation()
    life.factory.before = { _ in }
    await life.up(program, ["create b", "create c"])
  }

  @Test func deletesNothingMore() async {
    var life = Life()
    await life.up(program, ["create a", "create b", "create c"])
    let cancellation = life.cancellation
    life.factory.before = { _ in cancellation.cancel() }
    let run = await life.up(EmptySource())
    #expect(run.steps == ["delete c"])
    #expect(run.errors.isEmpty)
    #expect(life.names == ["a", "b"])
  }

  @Test func beforeTheStartAsksTheSourceNothing() async {
    var life = Life()
    await life.up(Program { $0.thing("a") { $0.protect = true } }, ["create a"])
    life.cancellation.cancel()
    let asked = Cancellation()
    for run in [await life.preview(AskedSource(asked)), await life.up(AskedSource(asked))] {
      #expect(run.outcome.wasCancelled)
      #expect(run.events.isEmpty)
    }
    #expect(!asked.isCancelled)
    // Nor is a protected resource complained about.
    let run = await life.up(EmptySource())
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [true, false]) func recoversNothingMore(atOnce: Bool) async {
    var life = Life()
    life.options.parallelism = 2
    let gate = Gate()
    life.factory.after = { call in
      gate.arrive()
      await gate.waitFor(2)
      throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true)
    }
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b")
      }, [], errors: ["timed-out", "timed-out"])
    let cancellation = life.cancellation
    life.factory.after = { _ in cancellation.cancel() }
    if atOnce { cancellation.cancel() }
    let run = await life.recover()
    #expect(run.calls.count == (atOnce ? 0 : 1))
    #expect(run.errors.isEmpty)
    #expect(life.snapshot.pendingOperations.count == (atOnce ? 2 : 1))
    life.cancellation = Cancellation()
    life.factory.after = { _ in }
    await life.recover()
    #expect(Set(life.names) == ["a", "b"])
    #expect(life.snapshot.pendingOperations.isEmpty)
  }

  @Test func beforeTheStartDoesNothing() async {
    var life = Life()
    life.cancellation.cancel()
    let run = await life.up(program, [], previews: false)
    #expect(run.calls == [])
    #expect(run.records == [])
  }
}

/// Takes note of being asked anything.
private struct AskedSource: Source {
  let asked: Cancellation

  init(_ asked: Cancellation) { self.asked = asked }

  func start() -> [Goal] {
    asked.cancel()
    return []
  }
  func resolve(_ resolutions: [Resolution]) -> [Goal] { [] }
  func finish() -> SourceResult {
    asked.cancel()
    return SourceResult()
  }
}
