import CofreSettings

/// Gives a key of the configuration another name, in the settings of all stacks and in all scripts.
package struct ConfigurationKeyRename: Sendable {
  let files: SettingsFiles
  let scripts: Surroundings
  /// The script that is asked about, where it is one: it is not among the others.
  let own: ScriptText?

  package init(files: SettingsFiles, scripts: Surroundings, own: ScriptText? = nil) {
    self.files = files
    self.scripts = scripts
    self.own = own
  }

  /// The edits, each with the path of its file.
  ///
  /// Both names are as scripts ask for them. It throws when the key is encrypted somewhere, as a value opens only under
  /// the name that it was encrypted for, and when the new name would not do.
  package func edits(renaming key: String, to name: String) throws(RenameRefusal) -> [FileEdit] {
    let name = files.shortKey(name)
    if key == name { return [] }
    if let problem = Self.problem(with: name) {
      throw RenameRefusal(message: "'\(name)' is no name of a key: it \(problem).")
    }
    guard !key.contains(":") else {
      throw RenameRefusal(message: "'\(key)' is a key of a cloud, whose name is not the project's to change.")
    }
    guard files.locations(ofKey: name).isEmpty else {
      throw RenameRefusal(message: "There is a key '\(name)' already.")
    }
    var edits: [FileEdit] = []
    for file in files.stacks {
      let outline = file.text.outline
      for index in outline.configuration where files.shortKey(outline.entries[index].key) == key {
        guard !outline.isSecure(index) else {
          throw RenameRefusal(
            message: "'\(key)' is encrypted in \(file.kind.fileName), and opens under that name only. Set the new key "
              + "with cofre config set --secret \(name), and remove the old one.")
        }
        let entry = outline.entries[index]
        // It stays as it is written: with the project's namespace, and in quotes.
        let quote = file.text.bytes[entry.keyRange].first.flatMap { [34, 39].contains($0) ? $0 : nil }
        let mark = quote.map { String(UnicodeScalar($0)) } ?? ""
        let namespace = entry.key.dropLast(key.utf8.count)
        edits.append(FileEdit(path: file.path, Edit(entry.keyRange, "\(mark)\(namespace)\(name)\(mark)")))
      }
    }
    if let own { edits += own.uses(ofConfigurationKey: key, files).map { FileEdit(Edit($0, name)) } }
    for script in scripts.files where !script.isLibrary {
      let uses = script.text.uses(ofConfigurationKey: key, files)
      edits += uses.map { FileEdit(path: script.path, Edit($0, name)) }
    }
    return edits
  }

  /// Why a text is no key, as the end of a sentence.
  private static func problem(with name: String) -> String? {
    guard let first = name.utf8.first else { return "is empty" }
    guard isAlphanumeric(first) else { return "does not start with a letter or a digit" }
    guard name.utf8.allSatisfy({ isAlphanumeric($0) || "_-.".utf8.contains($0) }), name.utf8.count <= 100 else {
      return "holds something else than letters, digits, '_', '-' and '.', or is longer than 100 characters"
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
  }
}
