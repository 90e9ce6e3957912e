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
    var declaring: DeclaringTexts
    var settings: WorkspaceContext
  }

  /// The texts that declare what all files of a project see: one object for all files, and while they are the same.
  final class DeclaringTexts: Sendable {
    let texts: [ScriptText]
    init(_ texts: [ScriptText]) { self.texts = texts }
  }

  private struct Known {
    weak var declaring: DeclaringTexts?
  }

  private struct State {
    var nextID = 1
    var declaring: [Known] = []
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

  /// The texts that declare what all files see, as the object that earlier causes have when they are the same.
  func declaring(_ texts: [ScriptText]) -> DeclaringTexts {
    state.withLock { state in
      state.declaring.removeAll { $0.declaring == nil }
      for known in state.declaring {
        if let declaring = known.declaring, declaring.texts.elementsEqual(texts, by: ===) { return declaring }
      }
      let declaring = DeclaringTexts(texts)
      state.declaring.append(Known(declaring: declaring))
      return declaring
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
    texts.elementsEqual(other.texts, by: ===) && declaring === other.declaring
      && settings.configurationKeys == other.settings.configurationKeys
      && settings.globals == other.settings.globals && settings.silencedCodes == other.settings.silencedCodes
      && settings.severities == other.settings.severities
      && settings.settings === other.settings.settings
  }
}
