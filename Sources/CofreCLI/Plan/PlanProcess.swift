import CofreAnalysis
import CofreJSON
import CofreLanguageServer
import CofrePlanning
import CofreState
import Glibc
import Synchronization

/// Has plans made in processes of their own, one for each, which can be ended at any time.
///
/// A script is somebody's program: it may loop, or take all memory. In its own process, under limits that the system
/// keeps, it cannot take the language server with it. The process gets none of the variables of ours that could hold a
/// credential or open a key.
struct PlanProcess: PlanSource {
  private static let deadline: Duration = .seconds(Int(ProcessLimits.deadline))
  private static let maximumAnswerBytes = 16 << 20
  private static let passedVariables = ["COFRE_STACK", "COFRE_STDLIB"]

  func plan(folder: String, documents: [String: String]) async -> PlanAnswer {
    let request = PlanRequest(folder: folder, documents: documents).json.text()
    let running = RunningChild()
    let bytes = await withTaskCancellationHandler {
      try? await SerialThread.runOnce { try Self.exchange(Array(request.utf8), running) }
    } onCancel: {
      running.kill()
    }
    guard let bytes = bytes ?? nil, let json = try? JSON.parse(bytes) else { return .failed }
    guard let content = json["plan"], let plan = PlanCodec.decode(content) else { return .nothingToPlan }
    var files: [String: String] = [:]
    for (path, name) in json["files"]?.objectValue ?? [:] { files[path] = name.stringValue }
    return .plan(plan, files: files)
  }

  /// Starts a process, gives it the request, and waits for its answer until the deadline; nil when none comes.
  private static func exchange(_ request: [UInt8], _ running: RunningChild) throws -> [UInt8]? {
    let environment = ProcessEnvironment.variables.filter { passedVariables.contains($0.key) }
    let child = try ChildProcess("/proc/self/exe", [PlanDocumentCommand.name], environment: environment, isSilent: true)
    guard running.started(child.processID) else {
      kill(child.processID, SIGKILL)
      child.end()
      return nil
    }
    let answer = child.exchange(
      request, until: ContinuousClock.now + deadline, maximumBytes: maximumAnswerBytes)
    // From here on the number may mean another process.
    running.ended(killing: answer == nil)
    child.end()
    return answer
  }
}

/// The process that works on a plan, as far as others may end it.
private final class RunningChild: Sendable {
  private enum State {
    case notStarted, running(pid_t), ended
  }

  private let state = Mutex(State.notStarted)

  /// Whether it may go on.
  func started(_ id: pid_t) -> Bool {
    state.withLock { state in
      guard case .notStarted = state else { return false }
      state = .running(id)
      return true
    }
  }

  func ended(killing: Bool) {
    state.withLock { state in
      if killing, case .running(let id) = state { Glibc.kill(id, SIGKILL) }
      state = .ended
    }
  }

  func kill() { ended(killing: true) }
}
