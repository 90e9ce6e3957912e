import Synchronization
import Testing

@testable import CofreLanguageServer

struct BackgroundLaneTests {
  private final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func note(_ line: String) { lines.withLock { $0.append(line) } }
  }

  @Test func nothingBeginsWhileSomebodyHoldsTheLane() async throws {
    let (lane, journal) = (BackgroundLane(), Journal())
    lane.hold()
    lane.hold()
    let work = Task { try await lane.run { journal.note("work") } }
    lane.release()
    await Task.yield()
    journal.note("released")
    lane.release()
    try await work.value
    #expect(journal.all == ["released", "work"])
  }

  @Test func whatHasBegunIsFollowedOnlyAfterTheHold() async throws {
    let (lane, journal) = (BackgroundLane(), Journal())
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let first = Task {
      try await lane.run {
        begin.finish()
        for await _ in ended {}
        journal.note("first")
      }
    }
    for await _ in begun {}
    lane.hold()
    let second = Task { try await lane.run { journal.note("second") } }
    end.finish()
    try await first.value
    journal.note("released")
    lane.release()
    try await second.value
    #expect(journal.all == ["first", "released", "second"])
  }

  @Test func whoIsCancelledWhileHeldBackIsLetGo() async throws {
    let lane = BackgroundLane()
    lane.hold()
    let work = Task { try await lane.run { Issue.record("it must not begin") } }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    lane.release()
    #expect(try await lane.run { true }, "the lane is free for others")
  }
}
