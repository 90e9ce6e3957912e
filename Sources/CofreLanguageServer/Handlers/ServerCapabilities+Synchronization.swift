import LanguageServerProtocol

extension ServerCapabilities {
  /// Adds to what is announced of the synchronization of texts, which several notifications share.
  mutating func synchronization(_ change: (inout TextDocumentSyncOptions) -> Void) {
    var options = TextDocumentSyncOptions()
    if case .options(let known) = textDocumentSync { options = known }
    change(&options)
    textDocumentSync = .options(options)
  }
}
