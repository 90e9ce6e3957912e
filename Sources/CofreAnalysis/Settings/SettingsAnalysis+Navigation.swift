import CofreSettings

extension SettingsAnalysis {
  /// Where the thing at an offset leads: from a key of the configuration to the scripts that ask for it, from `main` to
  /// the script.
  package func definition(at offset: Int) -> [LocationItem] {
    if let main = mainScript, main.range.lowerBound <= offset, offset <= main.range.upperBound {
      return [LocationItem(path: main.path, range: 0..<0)]
    }
    guard let key = configurationKey(at: offset) else { return [] }
    return (uses[key] ?? []).map { LocationItem(path: $0.path, range: $0.use.range) }
  }

  /// All places of the key of the configuration at an offset: in scripts, and its line in each stack's file when the
  /// declarations are asked for.
  package func references(at offset: Int, includingDeclaration: Bool = true) -> [LocationItem] {
    guard let key = configurationKey(at: offset) else { return [] }
    let declarations = includingDeclaration ? context.files.locations(ofKey: key) : []
    return declarations + (uses[key] ?? []).map { LocationItem(path: $0.path, range: $0.use.range) }
  }

  /// The name of the configuration key whose name or value an offset is at.
  func configurationKey(at offset: Int) -> String? {
    var next = outline.index(at: offset)
    while let index = next {
      if let key = configurationKey(index) { return key }
      next = outline.entries[index].parent
    }
    return nil
  }

  // MARK: - Rename

  /// What a rename at an offset would be about; nil when nothing there can be renamed.
  package func prepareRename(at offset: Int) -> RenameTarget? {
    guard let index = outline.index(at: offset), let key = configurationKey(index) else { return nil }
    let range = outline.entries[index].keyRange
    guard range.lowerBound <= offset, offset <= range.upperBound else { return nil }
    return RenameTarget(range: range, name: key)
  }

  /// The edits that give the key of the configuration at an offset another name, in all stacks and scripts.
  package func rename(at offset: Int, to name: String) throws(RenameRefusal) -> [FileEdit] {
    guard let target = prepareRename(at: offset) else {
      throw RenameRefusal(message: "Only keys of the configuration can be renamed, and none is here.")
    }
    return try ConfigurationKeyRename(files: context.files, scripts: context.scripts).edits(
      renaming: target.name, to: name)
  }
}
