/// The other files of a project and of its libraries, as one script sees them: those on disk, without the script itself, and
/// with the texts of open documents in place of their own.
///
/// It is cheap to make, and stays the same object while none of the others changes. What is computed from all files together
/// is kept with the ``ProjectFiles``, which all scripts share.
package final class Surroundings: Sendable {
  /// What all scripts of the project share.
  package let project: ProjectFiles
  /// The names under which the others find the file that is asked about.
  package let ownModules: Set<String>
  private let ownPath: String?
  /// Files that count in place of those of the project, or beside them, by path.
  private let overlaid: [String: ProjectFile]
  /// The names of modules that the project has only by `overlaid`.
  private let addedModules: [String: ProjectFile]
  private let listed = Once<[ProjectFile]>()
  private let filesThatDeclare = Once<[ProjectFile]>()
  private let visibleTypes = Once<VisibleTypes>()

  package static let none = Surroundings(.none)

  /// Takes the files of a project as the script at a path sees them.
  ///
  /// `overlaid` are files that count in place of those on disk, or that are not on disk; `modules` are those of them that
  /// `require` finds under names that nothing else has; `ownModules` are such names of the script itself.
  package init(
    _ project: ProjectFiles, ownPath: String? = nil, overlaid: [ProjectFile] = [],
    modules: [String: ProjectFile] = [:], ownModules: Set<String> = []
  ) {
    self.project = project
    self.ownPath = ownPath
    // What is laid over itself hides nothing.
    self.overlaid = Dictionary(
      overlaid.filter { project.file(at: $0.path)?.text !== $0.text }.map { ($0.path, $0) },
      uniquingKeysWith: { _, last in last })
    addedModules = modules
    self.ownModules = ownPath.map { ownModules.union(project.moduleNames(of: $0)) } ?? ownModules
  }

  /// Takes files that no other script shares, the script itself not being among them.
  package convenience init(files: [ProjectFile], modules: [String: ProjectFile], ownModules: Set<String> = []) {
    self.init(ProjectFiles(files: files, modules: modules), ownModules: ownModules)
  }

  /// In the order of their paths, libraries first.
  package var files: [ProjectFile] {
    if !isChanged { return project.files }
    return listed.value {
      project.countCopy()
      let others = project.files.filter { !isHidden($0.path) }
      return overlaid.isEmpty ? others : (others + overlaid.values).sorted(by: ProjectFile.isBefore)
    }
  }

  /// Whether a text of the script is the one that it has on disk.
  func isOnDisk(_ text: ScriptText) -> Bool { ownPath.flatMap { project.file(at: $0)?.text } === text }

  package func file(at path: String) -> ProjectFile? {
    if path == ownPath { return nil }
    return overlaid[path] ?? project.file(at: path)
  }

  /// The files by the names under which `require` finds them; a file may have several.
  package var modules: Modules { Modules(surroundings: self) }

  package struct Modules: Sendable {
    fileprivate let surroundings: Surroundings

    package subscript(name: String) -> ProjectFile? {
      if let added = surroundings.addedModules[name] { return added }
      return surroundings.project.modules[name].flatMap { surroundings.file(at: $0.path) }
    }

    /// All names, in no certain order.
    package var keys: [String] {
      surroundings.project.countCopy()
      return surroundings.project.modules.keys.filter { self[$0] != nil } + surroundings.addedModules.keys
    }
  }

  /// The names under which `require` finds a file; empty for one that it does not find.
  package func moduleNames(of path: String) -> Set<String> {
    if path == ownPath { return [] }
    let names = project.moduleNames(of: path)
    if addedModules.isEmpty { return names }
    return names.union(addedModules.filter { $0.value.path == path }.keys)
  }

  /// The types that they all declare together.
  var types: VisibleTypes {
    visibleTypes.value {
      var hidden = overlaid.keys.compactMap { project.file(at: $0) }
      if let own = ownPath.flatMap({ project.file(at: $0) }) { hidden.append(own) }
      return VisibleTypes(project.types, without: hidden, with: overlaid.values.sorted(by: ProjectFile.isBefore))
    }
  }

  /// The texts that what is said about a file may depend on beside ``declaringTexts``: its own, and those of the modules
  /// that it requires, directly or not.
  ///
  /// While all of these are the same objects, and the settings are the same, an analysis says the same.
  package func texts(behind file: ProjectFile) -> [ScriptText] {
    var found = [file]
    var seen: Set<String> = [file.path]
    var position = 0
    while position < found.count {
      for key in found[position].text.index.uses.keys {
        guard case .module(let name) = key.root, key.path.isEmpty, let next = modules[name] else { continue }
        if seen.insert(next.path).inserted { found.append(next) }
      }
      position += 1
    }
    // Names are in no certain order; the paths are.
    return found.sorted(by: ProjectFile.isBefore).map(\.text)
  }

  /// The same files as the one at a path sees them: the script whose surroundings these are is among them, with its text.
  func asSeen(from path: String, with text: ScriptText) -> Surroundings {
    let own = ProjectFile(path: ownPath ?? "", text: text)
    let names = ownModules.map { ($0, own) }
    return Surroundings(
      project, ownPath: path, overlaid: overlaid.values.filter { $0.path != path } + [own],
      modules: addedModules.filter { $0.value.path != path }.merging(names) { _, own in own },
      ownModules: Set(addedModules.filter { $0.value.path == path }.keys))
  }

  /// Whether any of the files declares a global or gives it a value.
  func hasGlobal(_ name: String) -> Bool {
    project.homesOfGlobals[name]?.contains { !isHidden($0) } ?? false
      || overlaid.values.contains { $0.globals.contains(name) }
  }

  /// Whether any of the files gives something that Lua brings another meaning, or adds it: `print`, `string.trim`.
  func changesLibrary(_ name: String) -> Bool {
    project.homesOfLibrary[name]?.contains { !isHidden($0) } ?? false
      || overlaid.values.contains { $0.text.index.changedLibrary.contains(name) }
  }

  /// The globals that the files declare or give values, in no certain order; those of this script itself may be among them.
  var globalNames: [String] { project.homesOfGlobals.keys + overlaid.values.flatMap(\.globals) }

  /// The texts that declare globals or types, which are everywhere.
  package var declaringTexts: [ScriptText] {
    let files =
      !isChanged
      ? project.declaringFiles
      : filesThatDeclare.value {
        project.countCopy()
        let others = project.declaringFiles.filter { !isHidden($0.path) }
        return (others + overlaid.values.filter(\.declaresForAll)).sorted(by: ProjectFile.isBefore)
      }
    return files.map(\.text)
  }

  /// Whether what a module gives may be types of resources: what those of the project give are functions of theirs.
  func hasResourceTypes(_ module: String) -> Bool {
    !ownModules.contains(module) && modules[module].map(\.isLibrary) ?? true
  }

  /// The script itself as the project has it on disk.
  var ownFile: ProjectFile? { ownPath.flatMap { project.file(at: $0) } }

  /// Whether the other files are as the project has them.
  var isAsOnDisk: Bool { overlaid.isEmpty && addedModules.isEmpty }

  /// Whether anything is not as the project has it.
  private var isChanged: Bool { ownPath != nil || !overlaid.isEmpty }

  private func isHidden(_ path: String) -> Bool { path == ownPath || overlaid[path] != nil }
}
