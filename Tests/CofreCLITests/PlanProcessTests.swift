import CofreLanguageServer
import Testing

@testable import CofreCLI

/// The process that plans, with other programs in its place.
struct PlanProcessTests {
  init() { ignoreBrokenPipes() }

  private func answer(_ script: String, leastWork: Duration = .milliseconds(1)) async -> PlanAnswer {
    await PlanProcess(
      program: "/bin/sh", arguments: ["-c", script], deadline: .milliseconds(200), leastWork: leastWork
    ).plan(folder: "/", documents: [:])
  }

  @Test func whatWorksUntilTheDeadlineIsTooLate() async {
    guard case .tooLate(main: nil) = await answer("while :; do :; done") else {
      Issue.record("It is not told")
      return
    }
  }

  @Test(arguments: ["read request; kill -XCPU $$", "read request; kill -KILL $$"])
  func whatTheSystemEndsForItsTimeIsTooLate(_ script: String) async {
    guard case .tooLate = await answer(script) else {
      Issue.record("It is not told")
      return
    }
  }

  @Test(arguments: ["exec sleep 60", "exit 1", "read request; echo nonsense", "kill -ABRT $$"])
  func otherwiseNothingIsSaidOfTheScript(_ script: String) async {
    guard case .failed = await answer(script, leastWork: .seconds(60)) else {
      Issue.record("Something is said")
      return
    }
  }

  @Test func anAnswerIsTaken() async {
    guard case .nothingToPlan = await answer("read request; echo null") else {
      Issue.record("It is not taken")
      return
    }
  }
}
