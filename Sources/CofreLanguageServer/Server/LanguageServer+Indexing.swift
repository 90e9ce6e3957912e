import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol
import Synchronization

/// What is computed ahead of the first search over all files.
extension LanguageServer {
  /// From so many files on, the user is shown how far it is.
  static let shownFileCount = 200
  /// How many files are taken in one turn of the background lane.
  private static let filesInATurn = 32

  /// Reads all files around the open documents and in the folders, and prepares them for searches.
  ///
  /// It goes on in the background, and begins anew when it is asked for again; what is prepared stays so.
  func prepareSearches() {
    state.withLock { state in
      guard state.phase == .running, let session = state.session else { return }
      let context = makeContext(session, state)
      state.preparing?.cancel()
      state.preparing = Task.detached(priority: .utility) { [self] in try? await prepareSearches(context) }
    }
  }

  private func prepareSearches(_ context: RequestContext) async throws {
    try await tellOfUnreadSettings(context)
    var waiting: [ProjectFile] = []
    for folder in context.projectFolders {
      waiting += try await lane.run { try await context.workspace.context(around: folder, context.wishes) }
        .surroundings.files.filter { !$0.text.isPreparedForSearch }
    }
    let progress = waiting.count >= Self.shownFileCount ? beginProgress(context.session) : nil
    defer { progress?.end() }
    var start = 0
    while start < waiting.count {
      let end = min(start + Self.filesInATurn, waiting.count)
      try await lane.run { for file in waiting[start..<end] { file.text.prepareForSearch() } }
      start = end
      progress?.report(percentage: start * 100 / waiting.count)
    }
  }

  private func beginProgress(_ session: Session) -> BackgroundProgress? {
    guard session.client.window?.workDoneProgress == true else { return nil }
    let number = state.withLock { state in
      state.nextRequestID += 1
      return state.nextRequestID
    }
    let token = ProgressToken.string("cofre-files-\(number)")
    let progress = BackgroundProgress(token: token, title: "Reading the project") { [self] in send($0) }
    ask(.workDoneProgressCreate, WorkDoneProgressCreateParams(token: token)) { answer in
      if case .success = answer { progress.agreed() }
    }
    return progress
  }
}
