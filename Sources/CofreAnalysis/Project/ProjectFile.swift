/// A Lua file beside the one that is asked about.
package struct ProjectFile: Sendable {
  /// Its absolute path, which tells it from all others.
  package var path: String
  package var text: ScriptText
  /// Whether it comes from a folder that the settings call a library: it is there for what it declares, and is not
  /// checked.
  package var isLibrary: Bool

  package init(path: String, text: ScriptText, isLibrary: Bool = false) {
    self.path = path
    self.text = text
    self.isLibrary = isLibrary
  }
}
