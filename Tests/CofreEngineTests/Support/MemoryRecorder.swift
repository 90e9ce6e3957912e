import CofreModel
import Synchronization

/// Keeps the snapshot in memory, and looks after each record whether it is sound.
final class MemoryRecorder: StateRecorder {
  private struct Contents {
    var editor: SnapshotEditor
    var records: [[StateChange]] = []
    var problems: [String] = []
  }

  private let contents: Mutex<Contents>
  private let plug: Plug
  private let checksEachRecord: Bool

  init(_ snapshot: Snapshot, plug: Plug = Plug(), checksEachRecord: Bool = true) {
    contents = Mutex(Contents(editor: SnapshotEditor(snapshot)))
    self.plug = plug
    self.checksEachRecord = checksEachRecord
  }

  var snapshot: Snapshot { contents.withLock { $0.editor.snapshot } }
  var records: [[StateChange]] { contents.withLock { $0.records } }
  var problems: [String] { contents.withLock { $0.problems } }

  func record(_ changes: [StateChange]) async throws {
    try plug.point()
    contents.withLock { contents in
      for change in changes { contents.editor.apply(change) }
      contents.records.append(changes)
      if checksEachRecord { contents.problems += contents.editor.snapshot.integrityErrors() }
    }
    try plug.point()
  }
}

/// The mains of a process: pulled at a given one of the points that are passed, nothing works any more.
final class Plug: Sendable {
  struct Pulled: Error {}

  private let passed = Mutex(0)
  private let limit: Int

  init(after limit: Int = .max) { self.limit = limit }

  var isPulled: Bool { passed.withLock { $0 > limit } }

  func point() throws {
    let isPulled = passed.withLock { passed in
      if passed <= limit { passed += 1 }
      return passed > limit
    }
    if isPulled { throw Pulled() }
  }
}
