import CofreAnalysis
import CofreWorkspace
import LanguageServerProtocol

/// Says what has to change with the names of files: the `require`s that mean them.
enum WillRenameFilesHandler: RequestHandler {
  static let method = RequestMethod.willRenameFiles

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.fileOperations { $0.willRename = .scripts }
  }

  static func answer(_ params: RenameFilesParams, _ context: RequestContext) async throws -> WorkspaceEdit? {
    let moves = params.files.compactMap { file -> (old: String, new: String)? in
      guard let old = FileURI.path(file.oldUri), let new = FileURI.path(file.newUri) else { return nil }
      return (trimmed(old), trimmed(new))
    }
    var edits: [FileEdit] = []
    var places: [String: DocumentPlace] = [:]
    for project in try await context.projects(around: moves.map(\.old)) {
      let surroundings = project.context.surroundings
      var names: [String: String] = [:]
      for move in moves {
        for file in surroundings.files where file.path == move.old || file.path.hasPrefix(move.old + "/") {
          let new = move.new + file.path.dropFirst(move.old.count)
          for root in project.roots {
            guard let oldName = name(of: file.path, in: root), surroundings.modules[oldName]?.path == file.path,
              let newName = name(of: new, in: root), newName != oldName
            else { continue }
            names[oldName] = newName
          }
        }
      }
      for edit in surroundings.edits(renamingModules: names) {
        guard let path = edit.path, let file = surroundings.file(at: path) else { continue }
        edits.append(edit)
        places[path] = context.place(file)
      }
    }
    if edits.isEmpty { return nil }
    return WorkspaceEdit(edits, for: context.session) { path in path.flatMap { places[$0] } }
  }

  private static func name(of path: String, in root: String) -> String? {
    guard path.hasPrefix(root + "/") else { return nil }
    return RequiredModules.name(ofPath: String(path.dropFirst(root.count + 1)))
  }

  /// Some clients end the name of a folder with a slash.
  private static func trimmed(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension RequestContext {
  /// The projects that paths are in, each once, with the folders that their modules are searched in.
  fileprivate func projects(around paths: [String]) async throws -> [(context: WorkspaceContext, roots: [String])] {
    var projects: [(context: WorkspaceContext, roots: [String])] = []
    for folder in Set(paths.compactMap { DocumentKey(path: $0).folder }).sorted() {
      let project = try await workspace.context(around: folder, wishes)
      guard !projects.contains(where: { $0.context.surroundings === project.surroundings }) else { continue }
      projects.append((project, await workspace.moduleRoots(around: folder, wishes)))
    }
    return projects
  }
}
