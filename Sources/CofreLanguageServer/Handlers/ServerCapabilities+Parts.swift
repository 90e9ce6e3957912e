import LanguageServerProtocol

extension ServerCapabilities {
  /// Adds to what is announced of the synchronization of texts, which several notifications share.
  mutating func synchronization(_ change: (inout TextDocumentSyncOptions) -> Void) {
    var options = TextDocumentSyncOptions()
    if case .options(let known) = textDocumentSync { options = known }
    change(&options)
    textDocumentSync = .options(options)
  }

  /// Adds to what is announced of the workspace.
  mutating func workspaceOptions(_ change: (inout WorkspaceOptions) -> Void) {
    var options = workspace ?? WorkspaceOptions()
    change(&options)
    workspace = options
  }

  /// Adds to what is announced of files that are made, moved and deleted.
  mutating func fileOperations(_ change: (inout FileOperationOptions) -> Void) {
    workspaceOptions { workspace in
      var options = workspace.fileOperations ?? FileOperationOptions()
      change(&options)
      workspace.fileOperations = options
    }
  }
}

extension FileOperationRegistrationOptions {
  /// Lua files, and folders, which may hold some.
  static var scripts: FileOperationRegistrationOptions {
    FileOperationRegistrationOptions(filters: [
      FileOperationFilter(pattern: FileOperationPattern(glob: "**/*.lua", matches: .file), scheme: "file"),
      FileOperationFilter(pattern: FileOperationPattern(glob: "**", matches: .folder), scheme: "file"),
    ])
  }
}
