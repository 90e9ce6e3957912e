import LanguageServerProtocol

/// The requests that are being worked on, and the rules by which they are given up.
///
/// A request leaves exactly once, and whoever takes it out answers it; a result that comes later finds nothing and is
/// dropped. So that nobody waits, a request that is given up is answered at once, whatever its task still does.
struct PendingRequests {
  struct Entry {
    /// What it reads; nil for a request that is about no document.
    var document: DocumentKey?
    /// What to answer when the document changes meanwhile.
    var supersededError: ResponseError
    var task: Task<Void, Never>?
  }

  private var entries: [RequestID: Entry] = [:]

  func contains(_ id: RequestID) -> Bool { entries[id] != nil }

  mutating func add(_ id: RequestID, _ entry: Entry) { entries[id] = entry }

  /// Says which task works on a request; the task is cancelled when the request has been given up already.
  mutating func started(_ id: RequestID, _ task: Task<Void, Never>) {
    if entries[id] == nil { task.cancel() } else { entries[id]?.task = task }
  }

  /// Takes out a request that is done; false when it was given up, and its answer is not wanted.
  mutating func finish(_ id: RequestID) -> Bool { entries.removeValue(forKey: id) != nil }

  /// Gives up a request that the client cancels; false when there is none.
  mutating func cancel(_ id: RequestID) -> Bool {
    guard let entry = entries.removeValue(forKey: id) else { return false }
    entry.task?.cancel()
    return true
  }

  /// Gives up all that read a version of a document that is now old.
  mutating func supersede(_ document: DocumentKey) -> [(id: RequestID, error: ResponseError)] {
    let old = entries.filter { $0.value.document == document }
    for (id, entry) in old {
      entries[id] = nil
      entry.task?.cancel()
    }
    return old.map { ($0.key, $0.value.supersededError) }
  }

  /// Gives up everything.
  mutating func cancelAll() -> [RequestID] {
    defer { entries = [:] }
    for entry in entries.values { entry.task?.cancel() }
    return Array(entries.keys)
  }
}
