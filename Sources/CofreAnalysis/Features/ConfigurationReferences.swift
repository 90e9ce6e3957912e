extension DocumentAnalysis {
  /// The key of the configuration that a token asks for, as the project calls it; nil for any other token.
  func configurationKey(at token: Range<Int>) -> String? {
    let use = text.configurationUses.first { use in
      use.isCertain && token.lowerBound <= use.range.lowerBound && use.range.upperBound <= token.upperBound
    }
    return use?.key.map(workspace.settings.shortKey)
  }

  /// Where scripts ask for a key, file by file, and where it is set when declarations are asked for.
  func references(toConfigurationKey key: String, includingDeclaration: Bool) -> [LocationItem] {
    var items = text.uses(ofConfigurationKey: key, workspace.settings).map { LocationItem(range: $0) }
    for file in workspace.surroundings.files {
      let uses = file.text.uses(ofConfigurationKey: key, workspace.settings)
      items += uses.map { LocationItem(path: file.path, range: $0) }
    }
    return includingDeclaration ? items + workspace.settings.locations(ofKey: key) : items
  }
}

extension ScriptText {
  /// Where it asks for a key, in order.
  func uses(ofConfigurationKey key: String, _ settings: SettingsFiles) -> [Range<Int>] {
    configurationUses.filter { $0.isCertain && $0.key.map(settings.shortKey) == key }.map(\.range)
  }
}
