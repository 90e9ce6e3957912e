import CofreEngine
import CofreModel
import CofreProvider
import Synchronization
import TestSupport
import Testing

/// Random histories: random programs, a cloud that fails, answers late or leaves things half done, a process that dies,
/// somebody else who changes and deletes things.
///
/// After each operation the snapshot is sound and holds no secret. In the end, with nothing failing any more, the last
/// program comes up, a second `up` has nothing to do, the cloud holds what the snapshot says and nothing else, and a
/// destroy leaves it empty.
@Suite struct FuzzTests {
  @Test func everyHistoryEndsWell() async {
    let count = fuzzCount(150, per: 1)
    await withTaskGroup(of: Void.self) { group in
      for start in 0..<2 as Range<UInt64> {
        group.addTask {
          for seed in stride(from: start, to: count, by: 2) {
            var history = History(seed: seed)
            await history.run()
            guard history.problems.isEmpty else {
              Issue.record("\(history)")
              return
            }
          }
        }
      }
    }
  }
}

private struct History: CustomStringConvertible {
  let seed: UInt64
  var problems: [String] = []
  private var log: [String] = []
  private var life = Life()
  private var generator: SeededGenerator
  /// Objects that may be left in place on purpose.
  private var retained: Set<String> = []

  init(seed: UInt64) {
    self.seed = seed
    generator = SeededGenerator(seed: seed)
  }

  var description: String {
    "The history of seed \(seed):\n\(log.joined(separator: "\n"))\nends badly:\n\(problems.joined(separator: "\n"))"
  }

  mutating func run() async {
    life.options.parallelism = generator.one(of: [1, 8])
    for _ in 0..<Int.random(in: 1...4, using: &generator) where problems.isEmpty { await operate() }
    if problems.isEmpty { await end() }
  }

  // MARK: - While things fail

  private mutating func operate() async {
    life.options.continuesOnError = generator.oneIn(2)
    life.cancellation = Cancellation()
    disturb()
    fail(oneIn: generator.one(of: [4, 12, 1000]))
    life.plug = generator.oneIn(3) ? Plug(after: Int.random(in: 0...40, using: &generator)) : Plug()
    if life.plug.isPulled { return }
    if !life.snapshot.pendingOperations.isEmpty {
      note(await life.recover(), "recover")
      guard life.snapshot.pendingOperations.isEmpty else { return }
    }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: note(await life.up(EmptySource()), "destroy")
    case 1, 2: note(await life.refresh(recording: true), "refresh")
    case 3:
      let program = Program.random(using: &generator, protecting: true)
      note(await life.preview(program), "preview \(program)")
    default:
      let program = Program.random(using: &generator, protecting: true)
      note(await life.up(program), "up \(program)")
    }
  }

  private mutating func fail(oneIn rate: Int) {
    let random = SeededGenerator(seed: generator.next())
    let faults = Faults(random, rate)
    let plug = life.plug
    let cancellation = life.cancellation
    let cancels = generator.oneIn(10)
    life.factory.before = { call in
      try plug.point()
      if faults.happens { throw ProviderError(.denied, "No.") }
      if cancels, faults.happens { cancellation.cancel() }
      if faults.happens { throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true) }
    }
    life.factory.after = { call in
      try plug.point()
      if faults.happens { throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true) }
    }
    life.factory.incompleteReasons = { _ in faults.happens ? ["Half."] : [] }
  }

  /// What somebody else does to the cloud.
  private mutating func disturb() {
    guard generator.oneIn(3), let object = life.cloud.objects.randomElement(using: &generator) else { return }
    if generator.oneIn(2) {
      life.cloud.edit(object.owner.urn.name) { $0["size"] = 9 }
      log.append("somebody edits \(object.owner.urn.name)")
    } else {
      life.cloud.lose(object.owner.urn.name)
      log.append("somebody deletes \(object.owner.urn.name)")
    }
  }

  private mutating func note(_ run: Life.Run, _ name: String) {
    log.append("\(name)\n  did \(run.steps), \(run.errors.map { "\($0.code): \($0.detail)" }), left \(life.names)")
    problems += run.problems + life.snapshot.integrityErrors()
    retained.formUnion(life.snapshot.resources.filter(\.options.retainOnDelete).map(\.id))
  }

  // MARK: - When nothing fails any more

  private mutating func end() async {
    life.factory = FakeFactory(cloud: life.cloud)
    life.plug = Plug()
    life.cancellation = Cancellation()
    life.options.continuesOnError = false
    note(await life.recover(), "recover")
    expect(life.snapshot.pendingOperations.isEmpty, "Operations are still pending.")
    for index in life.snapshot.resources.indices { life.snapshot.resources[index].options.protect = false }
    note(await life.refresh(recording: true), "refresh")
    let again = await life.refresh(recording: true)
    expect(again.steps.isEmpty, "A second refresh did \(again.steps).")
    let program = Program.random(using: &generator)
    let preview = await life.preview(program)
    let run = await life.up(program)
    note(run, "up \(program)")
    expect(run.errors.isEmpty, "The last up failed.")
    problems += preview.problems
    expect(!preview.outcome.hasErrors, "The last preview failed: \(preview.errors).")
    let second = await life.up(program)
    expect(second.calls.isEmpty && second.records.isEmpty, "A second up did \(second.steps) and \(second.records).")
    expectCloud(of: life.snapshot.resources.map(\.id))
    note(await life.up(EmptySource()), "destroy")
    let left = life.names
    expect(left.isEmpty, "The destroy left \(left).")
    expectCloud(of: [])
  }

  private mutating func expectCloud(of ids: [String]) {
    let found = Set(life.cloud.objects.map(\.id)).subtracting(retained)
    let recorded = Set(ids.filter { $0.hasPrefix("id-") }).subtracting(retained)
    expect(found == recorded, "The cloud has \(found.sorted()), the snapshot \(recorded.sorted()).")
  }

  private mutating func expect(_ condition: Bool, _ problem: String) {
    if !condition { problems.append(problem) }
  }
}

/// Faults that happen once in so many times.
private final class Faults: Sendable {
  private let generator: Mutex<SeededGenerator>
  private let rate: Int

  init(_ generator: SeededGenerator, _ rate: Int) {
    self.generator = Mutex(generator)
    self.rate = rate
  }

  var happens: Bool { generator.withLock { $0.oneIn(rate) } }
}
