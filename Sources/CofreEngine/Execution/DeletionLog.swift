import CofreModel
import Synchronization

/// What one step deleted so far, for whoever must tell it when the step fails.
final class DeletionLog: Sendable {
  private let contents = Mutex<[ResourceState]>([])

  var states: [ResourceState] { contents.withLock { $0 } }
  func append(_ state: ResourceState) { contents.withLock { $0.append(state) } }
}
