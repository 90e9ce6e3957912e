import Synchronization

/// The semantic tokens that each document's client has last got, so that the next answer can be what changed.
final class TokenHistory: Sendable {
  private struct Entry {
    var id: Int
    var data: [Int]
  }

  private let state = Mutex((nextID: 1, entries: [DocumentKey: Entry]()))

  /// Keeps what is sent; the name that it is kept under goes with it.
  func keep(_ data: [Int], of document: DocumentKey) -> String {
    state.withLock { state in
      let id = state.nextID
      state.nextID += 1
      state.entries[document] = Entry(id: id, data: data)
      return String(id)
    }
  }

  /// What was sent under a name; nil when something else was sent since.
  func data(_ id: String, of document: DocumentKey) -> [Int]? {
    state.withLock { state in
      guard let entry = state.entries[document], String(entry.id) == id else { return nil }
      return entry.data
    }
  }

  func forget(_ document: DocumentKey) { state.withLock { _ = $0.entries.removeValue(forKey: document) } }
}
