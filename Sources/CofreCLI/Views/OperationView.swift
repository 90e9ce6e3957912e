import CofreEngine
import CofreLua
import CofreModel

/// What a command tells about an operation while it runs and when it ends.
protocol OperationView: Sendable {
  /// An operation starts.
  func begin(_ operation: OperationName, project: String, stack: String, sandbox: Bool)

  /// Called from many tasks, in the order in which things happen.
  func show(_ event: EngineEvent)

  /// An operation ended.
  func end(_ operation: OperationName, _ outcome: Outcome, duration: Duration)

  /// The script printed or logged something.
  func show(_ message: ScriptMessage)

  /// Something outside any operation went wrong.
  func show(_ diagnostics: [Diagnostic])
}

enum OperationName: String, Sendable {
  case preview
  case up
  case destroy
  case previewDestroy = "preview-destroy"
  case refresh
  case previewRefresh = "preview-refresh"

  var changesNothing: Bool {
    switch self {
    case .preview, .previewDestroy, .previewRefresh: return true
    case .up, .destroy, .refresh: return false
    }
  }
}
