/// The other files of a project and of its libraries.
///
/// It stays the same object while none of them changes, so that what is computed from all of them together can be kept
/// with it while somebody types in the file that is asked about.
package final class Surroundings: Sendable {
  /// In the order of their paths, libraries first.
  package let files: [ProjectFile]
  /// The files by the names under which `require` finds them; a file may have several.
  package let modules: [String: ProjectFile]
  /// The names under which the others find the file that is asked about.
  package let ownModules: Set<String>
  private let indexByPath: [String: Int]
  private let namesByPath = Once<[String: Set<String>]>()
  private let filesThatDeclare = Once<[ProjectFile]>()
  private let typeIndex = Once<TypeIndex>()

  package static let none = Surroundings(files: [], modules: [:])

  package init(files: [ProjectFile], modules: [String: ProjectFile], ownModules: Set<String> = []) {
    self.files = files.sorted { ($0.isLibrary ? 0 : 1, $0.path) < ($1.isLibrary ? 0 : 1, $1.path) }
    self.modules = modules
    self.ownModules = ownModules
    indexByPath = Dictionary(
      self.files.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The types that they all declare together.
  var types: TypeIndex { typeIndex.value { TypeIndex(files) } }

  package func file(at path: String) -> ProjectFile? { indexByPath[path].map { files[$0] } }

  /// The names under which `require` finds a file; empty for one that it does not find.
  package func moduleNames(of path: String) -> Set<String> {
    namesByPath.value {
      var names: [String: Set<String>] = [:]
      for (name, file) in modules { names[file.path, default: []].insert(name) }
      return names
    }[path] ?? []
  }

  /// The texts that what is said about a file may depend on: its own, those of the modules that it requires, directly or
  /// not, and those that declare globals or types, which are everywhere.
  ///
  /// While these are the same objects, and the settings are the same, an analysis says the same.
  package func texts(behind file: ProjectFile) -> [ScriptText] {
    var texts = [file.text]
    var seen: Set<String> = [file.path]
    var position = 0
    while position < texts.count {
      for key in texts[position].index.uses.keys {
        guard case .module(let name) = key.root, key.path.isEmpty, let next = modules[name] else { continue }
        if seen.insert(next.path).inserted { texts.append(next.text) }
      }
      position += 1
    }
    // Names are in no certain order; the paths are.
    let paths = seen
    return files.filter { paths.contains($0.path) }.map(\.text) + declaringFiles.map(\.text)
  }

  private var declaringFiles: [ProjectFile] {
    filesThatDeclare.value { files.filter { $0.text.index.declaresForAll || $0.text.summary.declaresTypes } }
  }

  /// Whether what a module gives may be types of resources: what those of the project give are functions of theirs.
  func hasResourceTypes(_ module: String) -> Bool {
    !ownModules.contains(module) && modules[module].map(\.isLibrary) ?? true
  }
}
