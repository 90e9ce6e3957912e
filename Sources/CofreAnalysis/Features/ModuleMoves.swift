extension Surroundings {
  /// The edits that make all who require modules find them under their new names.
  ///
  /// `names` says for each name of a module that goes away what takes its place. Files of libraries are not edited.
  package func edits(renamingModules names: [String: String]) -> [FileEdit] {
    var edits: [FileEdit] = []
    for file in files where !file.isLibrary {
      let index = file.text.index
      for (old, new) in names.sorted(by: { $0.key < $1.key }) {
        for use in index.uses[SymbolKey(root: .module(old))] ?? [] {
          edits.append(FileEdit(path: file.path, Edit(use.range, new)))
        }
      }
    }
    return edits
  }
}
