import CofreAnalysis
import CofreModel
import CofreWorkspace
import LanguageServerProtocol
import LuaSyntax

extension DocumentPlaces {
  /// What an action changes, in all files; nil when one of them is not known.
  func workspaceEdit(_ change: ActionChange) async throws -> WorkspaceEdit? {
    var edits = change.edits.map { FileEdit($0) }
    var others: [String: LineTable] = [:]
    var created: [DocumentURI] = []
    if let module = change.newModule, let folder = document.key.folder,
      let root = await request.workspace.moduleRoots(around: folder, request.wishes).first
    {
      let path = "\(root)/\(module.name.replacing(".", with: "/")).lua"
      created.append(FileURI.uri(path))
      others[path] = LineTable([])
      edits.append(FileEdit(path: path, Edit(0..<0, module.text)))
    }
    for settings in try await settingsChanges(for: change) {
      if settings.old == nil { created.append(FileURI.uri(settings.path)) }
      others[settings.path] = LineTable(settings.old ?? [])
      edits.append(FileEdit(path: settings.path, settings.edit))
    }
    let edit = WorkspaceEdit(edits, for: session) { path in
      guard let path, let lines = others[path] else { return place(path) }
      let open = request.documents[DocumentKey(path: path)]
      return (open?.uri ?? FileURI.uri(path), open?.version, lines)
    }
    guard var edit, !created.isEmpty else { return edit }
    guard session.makesFiles else { return nil }
    edit.documentChanges = created.map { .createFile(CreateFile(uri: $0)) } + (edit.documentChanges ?? [])
    return edit
  }

  private func settingsChanges(for change: ActionChange) async throws -> [SettingsChange] {
    guard change.secret != nil || change.encrypted != nil || change.allowedCode != nil else { return [] }
    guard let keeper = request.settingsKeeper, let folder = document.key.folder else {
      throw ResponseError(code: .requestFailed, message: "The file is in no project.")
    }
    do {
      if let secret = change.secret {
        return [try await keeper.storing(secret.value, as: secret.key, around: folder, open: request.openFiles)]
      }
      if let setting = change.encrypted {
        return [
          try await keeper.encrypting(setting.key, of: setting.stack, around: folder, open: request.openFiles)
        ]
      }
      if let code = change.allowedCode {
        return [try await keeper.allowing(code, around: folder, open: request.openFiles)]
      }
      return []
    } catch let error as DiagnosticError {
      let text = error.diagnostics.map { [$0.detail, $0.hint].compactMap(\.self).joined(separator: "\n") }
      throw ResponseError(code: .requestFailed, message: text.joined(separator: "\n"))
    }
  }
}

extension RequestContext {
  /// The open documents that are no scripts, for those who edit settings.
  var openFiles: OpenFiles {
    var files: OpenFiles = [:]
    for document in documents.values where !document.isLua {
      if let path = document.key.path { files[path] = document.text.bytes }
    }
    return files
  }
}

extension Session {
  /// Whether the client makes files that an edit asks for.
  var makesFiles: Bool {
    takesDocumentChanges && client.workspace?.workspaceEdit?.resourceOperations?.contains(.create) ?? false
  }

  /// Whether the client asks for the edit of an action when it is taken.
  var resolvesActions: Bool {
    let action = client.textDocument?.codeAction
    return action?.dataSupport == true && action?.resolveSupport?.properties.contains("edit") == true
  }

  /// Whether the client shows actions that cannot be taken, with the reason.
  var takesDisabledActions: Bool { client.textDocument?.codeAction?.disabledSupport ?? false }
}
