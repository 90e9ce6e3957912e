import CofreAnalysis
import Synchronization

/// What clients that ask for diagnostics were told last, so that what is the same need not be said again.
final class DiagnosticHistory: Sendable {
  private struct Entry {
    var id: String
    var analysis: any AnyObject & Sendable
    var plan: DocumentPlan?
  }

  /// What the diagnostics of a file that is not open follow from.
  struct Causes {
    var texts: [ScriptText]
    var settings: WorkspaceContext
  }

  private struct State {
    var nextID = 1
    var documents: [DocumentKey: Entry] = [:]
    var files: [DocumentKey: (id: String, causes: Causes)] = [:]

    mutating func makeID() -> String {
      nextID += 1
      return String(nextID)
    }
  }

  private let state = Mutex(State())

  /// The name of the diagnostics of an open document; another one whenever they may be others.
  func id(of analysis: any AnyObject & Sendable, plan: DocumentPlan? = nil, for document: DocumentKey) -> String {
    state.withLock { state in
      if let entry = state.documents[document], entry.analysis === analysis, entry.plan == plan {
        return entry.id
      }
      let id = state.makeID()
      state.documents[document] = Entry(id: id, analysis: analysis, plan: plan)
      return id
    }
  }

  /// The same for a file that is not open.
  func id(of causes: Causes, for file: DocumentKey) -> String {
    state.withLock { state in
      if let entry = state.files[file], entry.causes.isSame(as: causes) { return entry.id }
      let id = state.makeID()
      state.files[file] = (id, causes)
      return id
    }
  }

  func forget(_ document: DocumentKey) {
    state.withLock { state in
      state.documents[document] = nil
      state.files[document] = nil
    }
  }
}

extension DiagnosticHistory.Causes {
  fileprivate func isSame(as other: Self) -> Bool {
    texts.elementsEqual(other.texts, by: ===) && settings.configurationKeys == other.settings.configurationKeys
      && settings.globals == other.settings.globals && settings.silencedCodes == other.settings.silencedCodes
      && settings.settings === other.settings.settings
  }
}
