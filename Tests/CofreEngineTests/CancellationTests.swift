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

  @Test func beforeTheStartDoesNothing() async {
    var life = Life()
    life.cancellation.cancel()
    let run = await life.up(program, [], previews: false)
    #expect(run.calls == [])
    #expect(run.records == [])
  }
}
