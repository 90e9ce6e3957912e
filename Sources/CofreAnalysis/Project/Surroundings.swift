/// The other files of a project and of its libraries.
///
/// It stays the same object while none of them changes, so that what is computed from all of them together can be kept
/// with it while somebody types in the file that is asked about.
package final class Surroundings: Sendable {
  /// In the order of their paths, libraries first.
  package let files: [ProjectFile]
  /// The files by the names under which `require` finds them; a file may have several.
  package let modules: [String: ProjectFile]
  private let indexByPath: [String: Int]
  private let typeIndex = Once<TypeIndex>()

  package static let none = Surroundings(files: [], modules: [:])

  package init(files: [ProjectFile], modules: [String: ProjectFile]) {
    self.files = files.sorted { ($0.isLibrary ? 0 : 1, $0.path) < ($1.isLibrary ? 0 : 1, $1.path) }
    self.modules = modules
    indexByPath = Dictionary(
      self.files.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The types that they all declare together.
  var types: TypeIndex { typeIndex.value { TypeIndex(files) } }

  package func file(at path: String) -> ProjectFile? { indexByPath[path].map { files[$0] } }
}
