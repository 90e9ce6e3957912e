package import CofreAnalysis

/// The definition files of what Cofre and Lua give to scripts, for editors to open, given to the server from outside.
///
/// Most editors open files and nothing else: what is answered lies on the disk by then. Nothing is written before the first
/// question. The functions may be called at any time from any task.
package protocol DefinitionLibrary: Sendable {
  /// The file of a module, such as `cofre.aws`, or of Lua's own library (`lua`); nil when there is none, or it cannot be made.
  func file(of module: String) async -> DefinitionPlace?

  /// The page of a diagnostic, as Markdown; nil when it cannot be made.
  func page(of rule: RulePage) async -> DefinitionPlace?
}

extension DefinitionLibrary {
  package func page(of rule: RulePage) async -> DefinitionPlace? { nil }
}

/// A definition file on the disk.
package struct DefinitionPlace: Sendable, Equatable {
  /// Its absolute path.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
