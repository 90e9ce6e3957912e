import CofreAnalysis
import CofreLanguageServer
import CofreModel
import Synchronization

/// A clock that stands still until it is told to go on.
final class TestClock: Sendable {
  private struct State {
    var nextID = 0
    var sleeping: [Int: CheckedContinuation<Void, any Error>] = [:]
    var cancelled: Set<Int> = []
    /// Pauses that were ever begun.
    var count = 0
    var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  func pause() async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (isCancelled, reached) = state.withLock { state in
          state.count += 1
          let isCancelled = state.cancelled.contains(id)
          if !isCancelled { state.sleeping[id] = continuation }
          let reached = state.waiting.filter { $0.count <= state.count }
          state.waiting.removeAll { $0.count <= state.count }
          return (isCancelled, reached)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        for waiting in reached { waiting.continuation.resume() }
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.cancelled.insert(id)
        return state.sleeping.removeValue(forKey: id)
      }
      continuation?.resume(throwing: CancellationError())
    }
  }

  /// Waits until so many pauses were begun, ever.
  func pauses(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.count < count { state.waiting.append((count, continuation)) }
        return state.count >= count
      }
      if isReached { continuation.resume() }
    }
  }

  /// How many pauses last.
  var sleepers: Int { state.withLock { $0.sleeping.count } }

  /// Ends all pauses.
  func advance() {
    let all = state.withLock { state in
      defer { state.sleeping = [:] }
      return Array(state.sleeping.values)
    }
    for continuation in all { continuation.resume() }
  }
}

/// Answers with plans that a test gives, when it says so.
final class TestPlans: PlanSource {
  struct Request: Sendable {
    var folder: String
    var documents: [String: String]
  }

  let clock = TestClock()
  private let state = Mutex(State())

  private struct State {
    var requests: [Request] = []
    var listeners: [CheckedContinuation<Request, Never>] = []
    var nextID = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<PlanAnswer, Never>)] = []
    var cancellations = 0
    var cancelled: Set<Int> = []
  }

  /// How many runs were given up.
  var cancellations: Int { state.withLock { $0.cancellations } }

  func plan(folder: String, documents: [String: String]) async -> PlanAnswer {
    let request = Request(folder: folder, documents: documents)
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isCancelled, listener) = state.withLock { state in
          let isCancelled = state.cancelled.contains(id)
          if !isCancelled { state.waiting.append((id, continuation)) }
          guard state.listeners.isEmpty else { return (isCancelled, Optional(state.listeners.removeFirst())) }
          state.requests.append(request)
          return (isCancelled, nil)
        }
        if isCancelled { continuation.resume(returning: .failed) }
        listener?.resume(returning: request)
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.cancellations += 1
        state.cancelled.insert(id)
        let index = state.waiting.firstIndex { $0.id == id }
        return index.map { state.waiting.remove(at: $0).continuation }
      }
      continuation?.resume(returning: .failed)
    }
  }

  /// The next run that is asked for.
  func request() async -> Request {
    await withCheckedContinuation { continuation in
      let known: Request? = state.withLock { state in
        if !state.requests.isEmpty { return state.requests.removeFirst() }
        state.listeners.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// Answers the runs that wait.
  func answer(_ answer: PlanAnswer) {
    let all = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    for waiting in all { waiting.continuation.resume(returning: answer) }
  }

  /// The plan of a project in `/p`.
  static func plan(
    _ resources: [ProjectPlan.Resource] = [], files: [String] = ["stack.lua"],
    _ change: (inout ProjectPlan) -> Void = { _ in }
  ) -> PlanAnswer {
    var plan = ProjectPlan(stack: "dev", main: "stack.lua")
    plan.resources = resources
    change(&plan)
    return .plan(plan, files: Dictionary(uniqueKeysWithValues: files.map { ("/p/\($0)", $0) }))
  }

  static func secret(
    _ operation: ProjectPlan.Operation, _ name: String, line: Int,
    _ change: (inout ProjectPlan.Resource) -> Void = { _ in }
  ) -> ProjectPlan.Resource {
    var resource = ProjectPlan.Resource(
      operation, type: "aws.secretsmanager.Secret", name: name, place: SourceLocation(file: "stack.lua", line: line))
    change(&resource)
    return resource
  }
}
