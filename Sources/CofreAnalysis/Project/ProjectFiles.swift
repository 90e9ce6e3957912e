import Synchronization

/// All files of a project and of its libraries, as they are on disk.
///
/// One object serves all scripts of the project while none of the files changes, whatever is typed in open documents: what
/// is computed from all files together is computed once, and each script sees it through its ``Surroundings``.
package final class ProjectFiles: Sendable {
  /// In the order of their paths, libraries first.
  package let files: [ProjectFile]
  /// The files by the names under which `require` finds them; a file may have several.
  package let modules: [String: ProjectFile]
  private let indexByPath: [String: Int]
  private let namesByPath = Once<[String: Set<String>]>()
  private let filesThatDeclare = Once<[ProjectFile]>()
  private let typeIndex = Once<TypeIndex>()
  private let globals = Once<[String: [String]]>()
  private let changedLibrary = Once<[String: [String]]>()
  private let beforeCircles = Once<Set<String>>()
  private let copies = Atomic<Int>(0)

  package static let none = ProjectFiles(files: [], modules: [:])

  package init(files: [ProjectFile], modules: [String: ProjectFile]) {
    self.files = files.sorted(by: ProjectFile.isBefore)
    self.modules = modules
    indexByPath = Dictionary(
      self.files.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many lists as long as the project were made for one script alone: what is done for every script makes none.
  package var copyCount: Int { copies.load(ordering: .relaxed) }

  func countCopy() { copies.wrappingAdd(1, ordering: .relaxed) }

  package func file(at path: String) -> ProjectFile? { indexByPath[path].map { files[$0] } }

  /// The names under which `require` finds a file; empty for one that it does not find.
  package func moduleNames(of path: String) -> Set<String> {
    namesByPath.value {
      var names: [String: Set<String>] = [:]
      for (name, file) in modules { names[file.path, default: []].insert(name) }
      return names
    }[path] ?? []
  }

  /// The types that they all declare together.
  var types: TypeIndex { typeIndex.value { TypeIndex(files) } }

  /// The paths of the files that declare a global or give it a value, by its name.
  var homesOfGlobals: [String: [String]] {
    globals.value {
      var homes: [String: [String]] = [:]
      for file in files {
        for name in file.globals { homes[name, default: []].append(file.path) }
      }
      return homes
    }
  }

  /// The paths of the files that change what Lua brings, by its full name.
  var homesOfLibrary: [String: [String]] {
    changedLibrary.value {
      var homes: [String: [String]] = [:]
      for file in files {
        for name in file.text.index.changedLibrary { homes[name, default: []].append(file.path) }
      }
      return homes
    }
  }

  /// The paths of the files from which `require` leads into a circle, while they are loaded; it may not lead back to them.
  var filesBeforeCircles: Set<String> {
    beforeCircles.value {
      // Whatever requires nothing that is left over is taken away, until only circles and what leads to them are left.
      var requirers: [String: [String]] = [:]
      var openCounts: [String: Int] = [:]
      for file in files where !file.isLibrary {
        let required = Set(file.text.index.eagerModules.compactMap { modules[$0] }.filter { !$0.isLibrary }.map(\.path))
        openCounts[file.path] = required.count
        for path in required { requirers[path, default: []].append(file.path) }
      }
      var settled = openCounts.filter { $0.value == 0 }.map(\.key)
      while let path = settled.popLast() {
        openCounts[path] = nil
        for requirer in requirers[path] ?? [] {
          openCounts[requirer]? -= 1
          if openCounts[requirer] == 0 { settled.append(requirer) }
        }
      }
      return Set(openCounts.keys)
    }
  }

  /// The files that declare globals or types, which all files see.
  var declaringFiles: [ProjectFile] { filesThatDeclare.value { files.filter(\.declaresForAll) } }
}

extension ProjectFile {
  /// The order in which files count: libraries first, and then by their paths.
  static func isBefore(_ one: ProjectFile, _ other: ProjectFile) -> Bool {
    (one.isLibrary ? 0 : 1, one.path) < (other.isLibrary ? 0 : 1, other.path)
  }

  /// The globals that it declares or gives values, each once or twice.
  var globals: [String] { text.index.assignedGlobals + text.summary.globals.map(\.name) }

  /// Whether it declares globals or types, which all files see without asking for this one.
  var declaresForAll: Bool { text.index.declaresForAll || text.summary.declaresTypes }
}
