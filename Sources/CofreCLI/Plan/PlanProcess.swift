import CofreAnalysis
import CofreJSON
import CofreLanguageServer
import CofrePlanning
import CofreProject
import CofreState
import Glibc
import Synchronization

/// Has plans made in processes of their own, one for each, which can be ended at any time.
///
/// A script is somebody's program: it may loop, or take all memory. In its own process, under limits that the system
/// keeps, it cannot take the language server with it. The process gets none of the variables of ours that could hold a
/// credential or open a key.
struct PlanProcess: PlanSource {
  var program = "/proc/self/exe"
  var arguments = [PlanDocumentCommand.name]
  var deadline = Duration.seconds(Int(ProcessLimits.deadline))
  /// What it must have worked for its script to be called too slow, when the deadline ends it.
  var leastWork = Duration.milliseconds(250)

  private static let maximumAnswerBytes = 16 << 20
  private static let passedVariables = ["COFRE_STACK", "COFRE_STDLIB"]

  func plan(folder: String, documents: [String: String]) async -> PlanAnswer {
    let request = PlanRequest(folder: folder, documents: documents).json.text()
    let running = RunningChild()
    let outcome = await withTaskCancellationHandler {
      try? await SerialThread.runOnce { try exchange(Array(request.utf8), running) }
    } onCancel: {
      running.kill()
    }
    if case .late = outcome { return .tooLate(main: Self.mainScript(around: folder)) }
    guard case .answer(let bytes) = outcome, let json = try? JSON.parse(bytes) else { return .failed }
    guard let content = json["plan"], let plan = PlanCodec.decode(content) else { return .nothingToPlan }
    var files: [String: String] = [:]
    for (path, name) in json["files"]?.objectValue ?? [:] { files[path] = name.stringValue }
    return .plan(plan, files: files)
  }

  private enum Exchanged {
    case answer([UInt8])
    /// It was busy until its time was over.
    case late
    case none
  }

  /// Starts a process, gives it the request, and waits for its answer until the deadline.
  private func exchange(_ request: [UInt8], _ running: RunningChild) throws -> Exchanged {
    let environment = ProcessEnvironment.variables.filter { Self.passedVariables.contains($0.key) }
    let child = try ChildProcess(program, arguments, environment: environment, isSilent: true)
    guard running.started(child.processID) else {
      kill(child.processID, SIGKILL)
      child.end()
      return .none
    }
    let end = ContinuousClock.now + deadline
    let answer = child.exchange(request, until: end, maximumBytes: Self.maximumAnswerBytes)
    // A machine may be too busy to begin it at all, which says nothing of the script.
    let isLate = answer == nil && ContinuousClock.now >= end && child.processorTime >= leastWork
    // From here on the number may mean another process.
    running.ended(killing: answer == nil)
    let code = child.end()
    // The system may have ended it for the time of a processor that it took, before the deadline did.
    if isLate || answer != nil && (code == 128 + SIGXCPU || code == 128 + SIGKILL) { return .late }
    return answer.map { .answer($0) } ?? .none
  }

  /// The path of the main script of the project that a folder is in.
  private static func mainScript(around folder: String) -> String? {
    guard let project = try? Project.load(from: folder) else { return nil }
    return "\(project.folder)/\(project.main)"
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
