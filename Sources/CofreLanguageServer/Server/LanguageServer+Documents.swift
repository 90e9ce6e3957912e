import CofreWorkspace
import LuaSyntax
import Synchronization
import LanguageServerProtocol

/// What notifications do to the open documents.
extension LanguageServer {
  /// Puts in a version of a document, whether it was open or not, and gives up what read an older one.
  func put(_ document: DocumentSnapshot) {
    let old = state.withLock { state in
      state.documents[document.key] = document
      return state.pending.supersede(document.key)
    }
    for (id, error) in old { fail(id, error) }
    pushDiagnostics()
    planSoon(document.key)
  }

  /// Changes an open document.
  ///
  /// A change of a document that is not open is left out: nobody can know what it would apply to.
  func change(_ params: DidChangeTextDocumentParams) {
    let key = DocumentKey(params.textDocument.uri)
    let (document, encoding) = state.withLock { ($0.documents[key], $0.session?.encoding ?? .utf16) }
    guard let document else { return log("A document was changed that is not open.") }
    put(document.applying(params.contentChanges, version: params.textDocument.version, encoding: encoding))
  }

  func close(_ uri: DocumentURI) {
    let key = DocumentKey(uri)
    let (old, wasOpen, pushes) = state.withLock { state in
      let wasOpen = state.documents.removeValue(forKey: key) != nil
      state.diagnosing.removeValue(forKey: key)?.cancel()
      state.told[key] = nil
      state.plans.closed(key)
      return (state.pending.supersede(key), wasOpen, state.session?.pullsDiagnostics == false)
    }
    for (id, error) in old { fail(id, error) }
    workspace.forget(key.text)
    tokens.forget(key)
    history.forget(key)
    guard wasOpen else { return }
    // What is no longer open is no longer complained about.
    if pushes { publish(uri, [], version: nil) }
    documentsChanged()
  }

  /// Looks again at what files there are, as the user has made, moved or deleted some.
  func filesMoved(_ uris: [DocumentURI]) {
    for path in uris.compactMap(FileURI.path) { workspace.moved(path) }
    filesChanged()
  }

  /// Looks again at everything, as files have changed beside the open documents.
  func filesChanged() {
    documentsChanged()
    refresh(.diagnostics)
    prepareSearches()
  }

  /// Looks again at what depends on the documents, on files, or on settings.
  func documentsChanged() {
    pushDiagnostics()
    planSoon(nil)
  }
}
