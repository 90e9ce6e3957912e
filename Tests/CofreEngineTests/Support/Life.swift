import CofreEngine
import CofreModel
import CofreProvider
import Synchronization
import Testing

/// A stack that is brought up, changed and taken down: its cloud, and its snapshot between the operations.
///
/// Each operation says which steps it expects, without the `same` ones, and which errors, by their codes. Beyond that,
/// every operation checks that each record leaves a sound snapshot without a plaintext canary, and every `up` without
/// errors that a preview had told the same steps.
struct Life {
  let cloud = FakeCloud()
  var factory: FakeFactory
  var snapshot = Snapshot(nameSeed: "5eed")
  var options = EngineOptions(parallelism: 1)
  var cancellation = Cancellation()
  var plug = Plug()
  var checksEachRecord = true
  private let operations = Counter()

  init() { factory = FakeFactory(cloud: cloud) }

  /// What one operation did.
  struct Run: Sendable {
    var outcome = Outcome()
    var events: [EngineEvent] = []
    var calls: [String] = []
    var records: [[StateChange]] = []
    var problems: [String] = []

    /// Planned or finished steps but the `same` ones, in order.
    var steps: [String] {
      events.compactMap { event in
        switch event {
        case .planned(let step), .finished(let step, _): return step.kind == .same ? nil : Run.name(of: step)
        default: return nil
        }
      }
    }

    var errors: [Diagnostic] { outcome.diagnostics.filter { $0.severity == .error } }

    static func name(of step: Step) -> String {
      "\(step.kind.rawValue)\(step.deletesFirst ? " deleting first" : "") \(step.urn.name)"
    }
  }

  // MARK: - Operations with expectations

  @discardableResult
  mutating func up(
    _ program: Program, _ expected: [String], errors: [String] = [], previews: Bool = true,
    at place: Testing.SourceLocation = #_sourceLocation
  ) async -> Run {
    let preview = previews && errors.isEmpty ? await preview(program) : nil
    let run = await up(program)
    check(run, expected, errors, place)
    if let preview {
      #expect(preview.steps.sorted() == run.steps.sorted(), "The preview told other steps", sourceLocation: place)
      #expect(preview.outcome.counts == run.outcome.counts, sourceLocation: place)
    }
    return run
  }

  @discardableResult
  mutating func destroy(
    _ expected: [String], errors: [String] = [], at place: Testing.SourceLocation = #_sourceLocation
  ) async -> Run {
    let preview = errors.isEmpty ? await preview(EmptySource()) : nil
    let run = await up(EmptySource())
    check(run, expected, errors, place)
    if let preview { #expect(preview.steps.sorted() == run.steps.sorted(), sourceLocation: place) }
    return run
  }

  @discardableResult
  mutating func refresh(
    _ expected: [String], errors: [String] = [], at place: Testing.SourceLocation = #_sourceLocation
  ) async -> Run {
    let before = snapshot
    let dry = await refresh(recording: false)
    #expect(snapshot == before, sourceLocation: place)
    let run = await refresh(recording: true)
    check(run, expected, errors, place)
    #expect(dry.steps == run.steps, sourceLocation: place)
    return run
  }

  func preview(
    _ program: Program, _ expected: [String], errors: [String] = [],
    at place: Testing.SourceLocation = #_sourceLocation
  ) async -> Run {
    let run = await preview(program)
    check(run, expected, errors, place)
    return run
  }

  private func check(
    _ run: Run, _ expected: [String], _ errors: [String], _ place: Testing.SourceLocation
  ) {
    #expect(run.steps == expected, sourceLocation: place)
    #expect(run.errors.map(\.code) == errors, "\(run.errors)", sourceLocation: place)
    #expect(run.problems == [], sourceLocation: place)
  }

  // MARK: - Operations

  func preview(_ program: Program) async -> Run { await preview(ProgramSource(program)) }

  func preview(_ source: any Source) async -> Run {
    let calls = cloud.calls.count
    var run = Run()
    let log = Log()
    run.outcome = await Engine(environment(log), options: options).preview(source, from: snapshot)
    run.events = log.events
    if cloud.calls.count != calls { run.problems.append("The preview made calls.") }
    return run
  }

  mutating func up(
    _ program: Program, observing: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) async -> Run {
    await up(ProgramSource(program), observing: observing)
  }

  mutating func up(
    _ source: any Source, observing: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) async -> Run {
    await perform(observing) { engine, before, recorder in await engine.up(source, from: before, recorder: recorder) }
  }

  mutating func refresh(recording: Bool) async -> Run {
    await perform { engine, before, recorder in
      await engine.refresh(from: before, recorder: recording ? recorder : nil)
    }
  }

  @discardableResult
  mutating func recover() async -> Run {
    let plug = plug
    return await perform { engine, before, recorder in
      let (after, diagnostics) = await engine.recover(before, recorder: recorder)
      #expect(after == recorder.snapshot || plug.isPulled)
      return Outcome(diagnostics: diagnostics)
    }
  }

  private mutating func perform(
    _ observing: @escaping @Sendable (EngineEvent) -> Void = { _ in },
    _ operation: (Engine, Snapshot, MemoryRecorder) async -> Outcome
  ) async -> Run {
    var run = Run()
    let log = Log()
    let calls = cloud.calls.count
    let recorder = MemoryRecorder(snapshot, plug: plug, checksEachRecord: checksEachRecord)
    run.outcome = await operation(Engine(environment(log, observing), options: options), snapshot, recorder)
    run.events = log.events
    run.calls = cloud.calls.dropFirst(calls).map(\.description)
    run.records = recorder.records
    run.problems = recorder.problems
    snapshot = recorder.snapshot
    if checksEachRecord, Canary.isIn(snapshot) { run.problems.append("The snapshot holds a canary: \(snapshot)") }
    return run
  }

  private func environment(
    _ log: Log, _ observing: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) -> Engine.Environment {
    let operations = operations
    return Engine.Environment(
      stack: URN(stack: "dev", project: "p", type: "cofre.Stack", name: "dev"), factory: factory,
      sealer: TestSealer(), cancellation: cancellation, makeOperationID: { operations.next() },
      observe: { event in
        log.append(event)
        observing(event)
      })
  }

  // MARK: - Questions

  /// The live state of a resource.
  func state(_ name: String, _ type: String = "fake.Thing") -> ResourceState? {
    snapshot.resources.first { $0.urn.name == name && $0.urn.type == type && !$0.isPendingDelete }
  }

  /// The live resources' names in the order of the snapshot; those that wait for deletion in brackets.
  var names: [String] { snapshot.resources.map { $0.isPendingDelete ? "(\($0.urn.name))" : $0.urn.name } }

  /// The one cloud object of a resource.
  func object(_ name: String) -> FakeCloud.Object? {
    let objects = cloud.objects(of: name)
    return objects.count == 1 ? objects.first : nil
  }
}

/// 32 hexadecimal digits, new each time.
private final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> String {
    let number = value.withLock { value in
      value += 1
      return value
    }
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}

private final class Log: Sendable {
  private let contents = Mutex<[EngineEvent]>([])

  var events: [EngineEvent] { contents.withLock { $0 } }
  func append(_ event: EngineEvent) { contents.withLock { $0.append(event) } }
}
