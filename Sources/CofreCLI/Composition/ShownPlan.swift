import CofreEngine
import CofreProvider
import Synchronization

/// The steps of a plan, to be compared with those of another.
final class ShownPlan: Sendable {
  private let lines = Mutex<[String]>([])

  var steps: [String] { lines.withLock { $0 } }

  func clear() { lines.withLock { $0 = [] } }

  /// Takes note of a planned step; sensitive values are told apart by their digests.
  func add(_ event: EngineEvent) {
    guard case .planned(let step) = event else { return }
    let values = ValueText(showsSecrets: false)
    let changes = step.diff.changes.map { "\($0.path)=\(values.change($0.old, $0.new))" }
    lines.withLock { $0.append("\(step.kind) \(step.urn) \(step.deletesFirst) \(changes.joined(separator: " "))") }
  }
}
