import CofreModel
import Synchronization

/// The recorder of one operation, which lets no further call begin once something could not be recorded.
///
/// What is in flight then may still record its end.
final class FailFastRecorder: StateRecorder {
  private let recorder: any StateRecorder
  private let failed = Atomic<Bool>(false)

  init(_ recorder: any StateRecorder) { self.recorder = recorder }

  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  func record(_ changes: [StateChange]) async throws {
    if hasFailed, changes.contains(where: \.isBeginning) {
      throw DiagnosticError(
        Diagnostic(
          code: "state-not-recorded", "The state could not be recorded",
          detail: "Nothing more is begun because an earlier step could not be recorded.",
          hint: "Mend what the first error says, then run the command again."))
    }
    do {
      try await recorder.record(changes)
    } catch {
      failed.store(true, ordering: .relaxed)
      throw error
    }
  }
}

extension StateChange {
  fileprivate var isBeginning: Bool {
    if case .begin = self { return true }
    return false
  }
}
