import CofreJSON
import LanguageServerProtocol
import Synchronization

/// Shows how far work is that the server does of its own accord.
///
/// Nothing is shown before the client has agreed, and nothing at all when the work is done by then.
final class BackgroundProgress: Sendable {
  private enum Stage { case waiting, shown, over }

  private let token: ProgressToken
  private let title: String
  private let send: @Sendable ([UInt8]) -> Void
  private let stage = Mutex(Stage.waiting)

  init(token: ProgressToken, title: String, send: @escaping @Sendable ([UInt8]) -> Void) {
    self.token = token
    self.title = title
    self.send = send
  }

  /// Says that the client has agreed.
  func agreed() {
    stage.withLock { stage in
      guard stage == .waiting else { return }
      stage = .shown
      send(WorkDoneProgressBegin(title: title, cancellable: false, percentage: 0).json)
    }
  }

  func report(percentage: Int) {
    stage.withLock { stage in
      if stage == .shown { send(WorkDoneProgressReport(percentage: percentage).json) }
    }
  }

  func end() {
    stage.withLock { stage in
      if stage == .shown { send(WorkDoneProgressEnd().json) }
      stage = .over
    }
  }

  private func send(_ value: JSON) {
    send(NotificationMethod.progress.encode(params: ProgressParams(token: token, value: value)))
  }
}
