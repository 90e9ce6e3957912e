import CofreEngine
import CofreModel
import CofreProvider
import TestSupport
import Testing

/// A process that dies at any moment loses nothing.
///
/// For random programs, an `up` is interrupted before and after every record and every effect in the cloud; then
/// `recover` and `up` must lead to the same end as without the interruption, and make nothing twice. `COFRE_FUZZ` asks for
/// more programs.
@Suite struct CrashTests {
  private static func seeds(upTo count: UInt64) -> Range<UInt64> { 0..<fuzzCount(count, per: 40) }

  @Test(arguments: CrashTests.seeds(upTo: 4)) func anInterruptedUpIsTakenUp(seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    let before = Program.random(using: &generator)
    let after = Program.random(using: &generator)
    await check(seed, before, after) { life in await life.up(after) }
  }

  @Test(arguments: CrashTests.seeds(upTo: 2)) func anInterruptedDestroyIsTakenUp(seed: UInt64) async {
    var generator = SeededGenerator(seed: 1000 + seed)
    let before = Program.random(using: &generator)
    await check(seed, before, Program()) { life in await life.up(EmptySource()) }
  }

  private func check(
    _ seed: UInt64, _ before: Program, _ after: Program, _ operation: (inout Life) async -> Life.Run
  ) async {
    var expected = await start(before)
    _ = await operation(&expected)
    for limit in 0... {
      var life = await start(before)
      life.pull(after: limit)
      _ = await operation(&life)
      guard life.plug.isPulled else { return }
      // The recovery may be interrupted as well.
      life.pull(after: limit % 3)
      await life.recover()
      life.pull(after: .max)
      let recovery = await life.recover()
      let run = await operation(&life)
      let story = "seed \(seed), died at \(limit):\n\(before)\nthen\n\(after)"
      #expect(recovery.errors.isEmpty && run.errors.isEmpty, "\(recovery.errors) \(run.errors) \(story)")
      #expect(recovery.problems + run.problems == [], "\(story)")
      #expect(life.snapshot.pendingOperations == [], "\(story)")
      #expect(life.cloud.creations == expected.cloud.creations, "\(story)")
      #expect(life.essence == expected.essence, "\(story)")
      guard life.essence == expected.essence, run.errors.isEmpty else { return }
    }
  }

  private func start(_ program: Program) async -> Life {
    var life = Life()
    life.checksEachRecord = false
    _ = await life.up(program)
    life.checksEachRecord = true
    return life
  }
}

extension Life {
  /// Lets the process die after so many records and effects.
  fileprivate mutating func pull(after limit: Int) {
    let plug = Plug(after: limit)
    self.plug = plug
    factory.before = { _ in try plug.point() }
    factory.after = { _ in try plug.point() }
  }

  /// Snapshot and cloud without what an interruption may change: IDs, made-up names, counters, ciphertexts.
  fileprivate var essence: [String] {
    let owners = Dictionary(
      cloud.objects.flatMap { [($0.arn, $0.owner.urn.name), ($0.name, $0.owner.urn.name)] },
      uniquingKeysWith: { first, _ in first })
    func essence(_ properties: [String: Value]) -> String {
      properties.filter { $0.key != "revision" }.sorted { $0.key < $1.key }.map { name, value in
        "\(name): "
          + value.mapLeaves { leaf, _ -> Value in
            switch leaf {
            case .string(let text) where owners[text] != nil: return .string("of \(owners[text] ?? "")")
            case .string(let text) where text.hasPrefix("CANARY-key"): return "a key"
            // What was made from another one's key differs with the order in which the keys were made.
            case .digest where name == "label": return "a key"
            case .ciphertext: return "sealed"
            default: return leaf
            }
          }.text
      }.joined(separator: ", ")
    }
    let states = snapshot.resources.map { state in
      "state \(state.urn) \(essence(state.inputs)) -> \(essence(state.outputs)), "
        + "\(state.options), \(state.dependencies.map(\.name).sorted()), \(state.isPendingDelete), "
        + "\(state.incompleteReasons), \(state.location.map { "\($0)" } ?? "")"
    }
    let objects = cloud.objects.map { "object \($0.owner.urn) \(essence($0.properties))" }
    return states.sorted() + objects.sorted() + ["exports \(essence(snapshot.exports))"]
  }
}

extension Value {
  /// The value in one spelling, whatever the order of its members.
  fileprivate var text: String {
    guard case .object(let members) = self else { return "\(self)" }
    return "{\(members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }.joined(separator: ", "))}"
  }
}
