import LuaSyntax

/// What a script's rename and references ask where the word is a key of the stack's configuration.
extension DocumentAnalysis {
  /// The key of the configuration that a text at an offset names, and where it stands; nil elsewhere.
  package func configurationKey(at offset: Int) -> RenameTarget? {
    guard let (subject, _) = facts.subject(at: offset), case .text(let literal) = subject,
      case .configurationKey = facts.expectation(of: literal.node)
    else { return nil }
    let receiver = literal.node.parent?.parent.flatMap { MethodCallExpression($0) }?.receiver
    return RenameTarget(range: literal.contentRange, name: facts.settingsKey(of: literal, receiver: receiver))
  }

  /// Where a key is set, in the settings of all stacks, and where scripts ask for it, this one first.
  ///
  /// The settings' lines are the declarations, which may be left out.
  package func configurationReferences(to key: String, includingDeclaration: Bool = true) -> [LocationItem] {
    let settings = workspace.settings
    func locations(_ text: ScriptText, _ path: String?) -> [LocationItem] {
      text.configurationUses.compactMap { use in
        guard let written = use.key, settings.shortKey(written) == key else { return nil }
        return LocationItem(path: path, range: use.range)
      }
    }
    let others = workspace.surroundings.files.filter { !$0.isLibrary }.flatMap { locations($0.text, $0.path) }
    return (includingDeclaration ? settings.locations(ofKey: key) : []) + locations(text, nil) + others
  }

  /// The edits that give a key another name, in the settings of all stacks and in all scripts; it throws where
  /// ``ConfigurationKeyRename`` does.
  package func renameConfigurationKey(_ key: String, to name: String) throws(RenameRefusal) -> [FileEdit] {
    let rename = ConfigurationKeyRename(files: workspace.settings, scripts: workspace.surroundings)
    let others = try rename.edits(renaming: key, to: name)
    let own = ConfigurationKeyRename.edits(in: text, path: nil, renaming: key, to: name, files: workspace.settings)
    return own + others
  }
}
